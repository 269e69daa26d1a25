import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { startRun } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

it('admits a run, hears it, and settles it when it finishes', async () => {
  const run = await startRun(coordinator);
  expect(run.admission).toMatchObject({
    state: 'running',
    session: { isNew: true, epoch: 1, claudeSessionId: null },
    snapshot: null,
    grant: { microUsd: 5_000_000, turns: null, seconds: 1_800 },
    acknowledgedSeq: 0,
    heartbeatSeconds: 10,
    leaseSeconds: 30,
  });
  expect(await run.beat({ spentMicroUsd: 300_000, lastSeq: 4 })).toMatchObject({
    order: 'continue',
    reason: '',
    state: 'running',
    epoch: 1,
    grant: { microUsd: 5_000_000 },
  });
  const finished = await run.finish({ costMicroUsd: 450_000 });
  expect(finished).toEqual({ status: 200, body: { state: 'succeeded', acknowledgedSeq: 0, retryAt: null } });
  const spending = await coordinator.database.look(
    'select scope, period_start, reserved_micro_usd::int, spent_micro_usd::int from spending',
  );
  expect(spending).toHaveLength(10);
  for (const row of spending) expect(row).toMatchObject({ reserved_micro_usd: 0, spent_micro_usd: 450_000 });
  expect(await coordinator.database.look('select lease_run_id from sessions')).toEqual([
    { lease_run_id: null },
  ]);
});
