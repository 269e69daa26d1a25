import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { lines } from '../../../helpers/coordinator/journal.ts';
import { startRun } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

it('is not set by what an open run tells again and again, so that no index is written for it', async () => {
  const run = await startRun(coordinator);
  const changedAt = async (): Promise<number | undefined> => {
    const [row] = await coordinator.database.look<{ at: Date }>(
      'select changed_at as at from runs where id = $1',
      [run.id],
    );
    return row?.at.getTime();
  };
  const begun = await changedAt();
  await run.beat({ spentMicroUsd: 500, lastSeq: 3 });
  const sent = await coordinator.fetch(`/v1/runs/${run.id}/events`, {
    method: 'POST',
    body: JSON.stringify({ events: lines(3) }),
    token: run.admission.runToken,
  });
  expect([sent.status, await changedAt()]).toEqual([200, begun]);
  const [indexed] = await coordinator.database.look<{ columns: string[] }>(
    `select array_agg(distinct a.attname::text) as columns from pg_index i
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) where i.indrelid = 'runs'::regclass`,
  );
  for (const column of ['heartbeat_at', 'spent_micro_usd', 'stored_events', 'acknowledged_seq', 'last_seq'])
    expect(indexed?.columns).not.toContain(column);
  await run.finish();
  expect(await changedAt()).toBeGreaterThan(begun ?? 0);
});
