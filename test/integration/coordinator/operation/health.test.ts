import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startCoordinator, type TestCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';
import { openWay } from '../../../helpers/coordinator/database-way.ts';
import { makeDataDir } from '../../../helpers/coordinator/program.ts';
import { until } from '../../../helpers/coordinator/until.ts';

interface Ready {
  readonly status: string;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly why: string | null }[];
}

let running: TestCoordinator | null = null;
afterEach(async () => running?.close());

async function start(settings = {}): Promise<TestCoordinator> {
  running = await startCoordinator(settings);
  return running;
}

async function ask({ fetch }: TestCoordinator): Promise<[number, Ready, string[]]> {
  const answer = await fetch('/health/ready', { token: null });
  const ready = (await answer.json()) as Ready;
  return [answer.status, ready, ready.checks.filter(({ ok }) => !ok).map(({ name }) => name)];
}

/** The answer is kept for half a second. */
const untilBad = async (coordinator: TestCoordinator): Promise<[number, Ready, string[]]> =>
  until(async () => {
    const seen = await ask(coordinator);
    return seen[2].length > 0 ? seen : null;
  });

it('is ready, having asked everything that it needs', async () => {
  const [status, ready] = await ask(await start());
  expect([status, ready.status]).toEqual([200, 'ready']);
  expect(ready.checks.map(({ name }) => name)).toEqual([
    'serving',
    'database',
    'queue',
    'migrations',
    'disk',
  ]);
});

it('is not ready without its database, refuses what needs it, and is back as soon as it is', async () => {
  const database = await createTestDatabase();
  const way = await openWay(database.url);
  const coordinator = await start({ DATABASE_URL: way.url });
  await way.cut();
  const [status, ready, failed] = await untilBad(coordinator);
  expect([status, ready.status]).toEqual([503, 'not ready']);
  expect(failed).toEqual(['database', 'queue', 'migrations']);
  const why = ready.checks.find(({ name }) => name === 'migrations')?.why;
  expect(why).toBe('not known: PostgreSQL does not answer');
  const refused = await coordinator.fetch('/v1/me');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
  expect((await coordinator.fetch('/health/live')).status).toBe(200);
  await way.mend();
  await until(async () => (await ask(coordinator))[0] === 200);
  expect((await coordinator.fetch('/v1/me')).status).toBe(200);
  await coordinator.close();
  running = null;
  await way.cut();
  await database.drop();
});

it('is not ready for a database that lacks a migration', async () => {
  const coordinator = await start();
  await ask(coordinator);
  await coordinator.database.look("delete from schema_migrations where name = '0008-operation.sql'");
  const [status, ready, failed] = await untilBad(coordinator);
  expect([status, ready.status, failed]).toEqual([503, 'not ready', ['migrations']]);
  expect(ready.checks.find(({ name }) => name === 'migrations')?.why).toContain('not at the version');
});

it('makes its data folder, and is not ready without it', async () => {
  const { path, remove } = await makeDataDir();
  const dataDir = join(path, 'new', 'data');
  const coordinator = await start({ DATA_DIR: dataDir });
  expect((await ask(coordinator))[0]).toBe(200);
  await rm(dataDir, { recursive: true, force: true });
  const [status, ready, failed] = await untilBad(coordinator);
  expect([status, failed]).toEqual([503, ['disk']]);
  expect(ready.checks.find(({ name }) => name === 'disk')?.why).toContain('DATA_DIR');
  await remove();
});

it('tells that the replica is away, and is ready all the same, since lists are read from the primary', async () => {
  const coordinator = await start({ DATABASE_REPLICA_URL: 'postgres://nobody:hunter2@127.0.0.1:1/none' });
  const [status, ready, failed] = await ask(coordinator);
  expect([status, failed]).toEqual([200, ['replica']]);
  expect(JSON.stringify(ready)).not.toContain('hunter2');
  expect((await coordinator.fetch('/v1/tokens')).status).toBe(200);
});
