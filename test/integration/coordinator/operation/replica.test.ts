import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';
import { openWay } from '../../../helpers/coordinator/database-way.ts';

/** Another database, so that it shows from where something was read. */
const copy = await createTestDatabase();
const way = await openWay(copy.url);
const coordinator = await startCoordinator({ DATABASE_REPLICA_URL: way.url });
afterAll(async () => {
  await coordinator.close();
  await way.cut();
  await copy.drop();
});

const letter = `insert into dead_letters (org_id, id, queue, kind, ref, attempts, error)
  values (1, $1, 'cleanup', 'index-run', 'x', 1, 'x')`;
const makeOrganization =
  "insert into organizations (id, login) overriding system value values (1, 'copy') on conflict do nothing";
await copy.look(makeOrganization);
await copy.look(letter, ['00000000-0000-4000-8000-00000000000b']);
await coordinator.database.look(letter, ['00000000-0000-4000-8000-00000000000a']);

async function lastOfId(): Promise<string | undefined> {
  const answer = await coordinator.fetch('/v1/dead-letters');
  const { items } = (await answer.json()) as { readonly items: readonly { readonly id: string }[] };
  return items.map(({ id }) => id.slice(-1)).join('');
}

const fallbacks = async (): Promise<string | undefined> =>
  /replica_fallbacks_total (\d+)/.exec(await (await coordinator.fetch('/metrics')).text())?.[1];

it('reads lists from the replica', async () => {
  expect([await lastOfId(), await fallbacks()]).toEqual(['b', '0']);
  expect(way.count()).toBeGreaterThan(0);
});

it('reads them from the primary while the replica is away, and counts it', async () => {
  await way.cut();
  expect([await lastOfId(), await lastOfId(), await fallbacks()]).toEqual(['a', 'a', '2']);
  await way.mend();
});

it('never writes to the replica', async () => {
  const { read_only: isReadOnly } = (
    await copy.look<{ read_only: number }>('select count(*)::int as read_only from api_tokens')
  )[0] ?? { read_only: -1 };
  expect(isReadOnly).toBe(0);
});
