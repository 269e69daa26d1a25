import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { startRun } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

const shown = async (id: string) =>
  (await (await coordinator.fetch(`/v1/runs/${id}`)).json()) as Readonly<Record<string, unknown>>;

it('refuses an epoch that the run was never given, names the present one, and changes nothing', async () => {
  const run = await startRun(coordinator, { subject: 'pr-never' });
  const before = await shown(run.id);
  const answer = await coordinator.fetch(`/v1/runs/${run.id}/heartbeat`, {
    method: 'POST',
    body: JSON.stringify({ epoch: 7, spentMicroUsd: 3, lastSeq: 9 }),
    token: run.admission.runToken,
  });
  expect([answer.status, await answer.json()]).toEqual([
    409,
    expect.objectContaining({
      code: 'unknown_epoch',
      epoch: 1,
      detail: 'epoch is 7, which this run was never given; its present one is 1. Say that one.',
    }),
  ]);
  expect(await shown(run.id)).toEqual(before);
  expect(await run.beat()).toMatchObject({ order: 'continue', epoch: 1 });
});
