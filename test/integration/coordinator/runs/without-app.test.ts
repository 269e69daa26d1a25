import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { leaseHands } from '../../../helpers/coordinator/leases.ts';
import { startRun } from '../../../helpers/coordinator/runs.ts';
import { until } from '../../../helpers/coordinator/until.ts';

const coordinator = await startCoordinator();
const hands = leaseHands(coordinator);
afterAll(async () => {
  await hands.close();
  await coordinator.close();
});

it('runs none again without a GitHub App, and says what is missing', async () => {
  const run = await startRun(coordinator, { subject: 'pr-again' });
  const retry = async () => coordinator.fetch(`/v1/runs/${run.id}/retry`, { method: 'POST' });
  expect(await (await retry()).json()).toMatchObject({ code: 'not_retryable', state: 'running' });
  await run.finish({ conclusion: 'failure', failureClass: 'internal' });
  const answer = await retry();
  expect([answer.status, await answer.json()]).toEqual([
    409,
    expect.objectContaining({
      code: 'github_app_off',
      missing: ['GITHUB_APP_ID', 'GITHUB_APP_PRIVATE_KEY'],
      detail: expect.stringContaining('set GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY'),
    }),
  ]);
});

it('does not blame that an App is not installed where none is configured', async () => {
  const run = await startRun(coordinator, { subject: 'pr-no-app' });
  await hands.age(run.id, 31);
  await hands.sweep();
  const message = await until(async () => {
    const seen = await coordinator.fetch(`/v1/runs/${run.id}`);
    const { message: text } = (await seen.json()) as { readonly message: string };
    return text.includes('is not known') && text;
  });
  expect(message).toBe(
    'Lost: it was not heard of any more. What became of its job is not known: no GitHub App is configured (GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY).',
  );
});
