import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { allExamples } from '../../../helpers/coordinator/connected.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { until } from '../../../helpers/coordinator/until.ts';
import { webhook, webhookSecret } from '../../../helpers/coordinator/webhook.ts';

const coordinator = await startCoordinator({ GITHUB_WEBHOOK_SECRET: webhookSecret });
afterAll(coordinator.close);

const { fetch, database } = coordinator;
const count = async (sql: string): Promise<number | undefined> =>
  (await database.look<{ rows: number }>(`select count(*)::int as rows from ${sql}`))[0]?.rows;

it('takes every payload that GitHub documents, once, and works on each that is due without a failure', async () => {
  const all = allExamples();
  expect(all.length).toBeGreaterThan(300);
  const distinct = new Set(all.map(({ payload }) => JSON.stringify(payload)));
  const send = async () =>
    Promise.all(
      all.map(async ({ event, payload }) =>
        fetch('/webhooks/github', webhook(event, payload, { id: randomUUID() })),
      ),
    );
  for (const responses of [await send(), await send()])
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([202]));
  expect(await count('deliveries')).toBe(distinct.size);
  // Of owners that are nobody's here, an event waits for an installation.
  await until(async () => (await count('outbox')) === 0);
  expect(await count('dead_letters')).toBe(0);
  expect(await count('organizations where github_owner_id is not null')).toBeGreaterThan(0);
});
