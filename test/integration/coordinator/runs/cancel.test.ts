import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { leaseHands } from '../../../helpers/coordinator/leases.ts';
import { reportOf, startRun } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
const hands = leaseHands(coordinator);
afterAll(async () => {
  await hands.close();
  await coordinator.close();
});

const cancel = async (id: string, body?: object) =>
  coordinator.fetch(`/v1/runs/${id}/cancel`, {
    method: 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

it('reaches a run with its next heartbeat, with the reason', async () => {
  const run = await startRun(coordinator, { subject: 'pr-1' });
  const answer = await cancel(run.id, { reason: 'wrong branch' });
  expect([answer.status, await answer.json()]).toEqual([
    200,
    expect.objectContaining({ state: 'running', cancelReason: 'Cancelled by an API token: wrong branch' }),
  ]);
  expect(await run.beat()).toMatchObject({
    order: 'cancel',
    reason: 'Cancelled by an API token: wrong branch',
    state: 'running',
  });
  const end = { conclusion: 'cancelled', failureClass: 'cancelled' } as const;
  expect((await run.finish(end)).body.state).toBe('cancelled');
});

it('ends a waiting run at once', async () => {
  const holder = await startRun(coordinator, { subject: 'pr-2', github: { headSha: '1'.repeat(40) } });
  const waiting = await startRun(coordinator, { subject: 'pr-2', github: { headSha: '2'.repeat(40) } });
  expect(await (await cancel(waiting.id)).json()).toMatchObject({ state: 'cancelled' });
  expect((await waiting.beat()).order).toBe('cancel');
  expect((await holder.beat()).order).toBe('cancel');
});

it('does not let a cancelled run come back when it was lost', async () => {
  const run = await startRun(coordinator, { subject: 'pr-3' });
  await hands.age(run.id, 31);
  await hands.sweep();
  await cancel(run.id);
  expect(await run.beat()).toMatchObject({ order: 'cancel', state: 'lost' });
});

it('leaves a run alone that has ended', async () => {
  const run = await startRun(coordinator, { subject: 'pr-4' });
  await run.finish();
  const answer = await cancel(run.id);
  expect([answer.status, await answer.json()]).toEqual([
    409,
    expect.objectContaining({
      code: 'run_over',
      state: 'succeeded',
      detail: `Run ${run.id} has ended already: succeeded. There is nothing to cancel.`,
    }),
  ]);
  const seen = await (await coordinator.fetch(`/v1/runs/${run.id}`)).json();
  expect(seen).toMatchObject({ state: 'succeeded', cancelRequestedAt: null });
});

it.each([
  ['success', null, 'succeeded'],
  ['skipped', null, 'succeeded'],
  ['cancelled', 'cancelled', 'cancelled'],
  ['failure', 'timeout', 'timed_out'],
  ['failure', 'budget_exceeded', 'budget_exceeded'],
  ['failure', 'internal', 'failed'],
  ['failure', null, 'failed'],
] as const)('ends a run of conclusion %s, class %s as %s', async (conclusion, failureClass, state) => {
  const run = await startRun(coordinator, { subject: `pr-5-${conclusion}-${failureClass}` });
  expect((await run.finish({ conclusion, failureClass })).body.state).toBe(state);
});

it('has a run tried again whose failure may pass, and says when', async () => {
  const run = await startRun(coordinator, { subject: 'pr-6' });
  // As though its job had asked by OIDC: for others nothing is run again by itself.
  await coordinator.database.look("update runs set admitted_as = 'oidc:1:1:1' where id = $1", [run.id]);
  const { body } = await run.finish({ conclusion: 'failure', failureClass: 'api_overloaded' });
  expect(Date.parse(body.retryAt ?? '')).toBeGreaterThan(Date.now() - 5_000);
  const [task] = await coordinator.database.look(
    "select kind from outbox where ref = $1 and kind = 'retry-run'",
    [run.id],
  );
  expect(task).toEqual({ kind: 'retry-run' });
});

it('does not try a cancelled run again', async () => {
  const run = await startRun(coordinator, { subject: 'pr-7' });
  await cancel(run.id);
  const { body } = await run.finish({ conclusion: 'failure', failureClass: 'api_overloaded' });
  expect(body.retryAt).toBeNull();
});

it('looks for the artifact of a run whose journal did not arrive in full', async () => {
  const run = await startRun(coordinator, { subject: 'pr-8' });
  await run.finish({ events: 7 });
  const tasks = await coordinator.database.look<{ kind: string }>('select kind from outbox where ref = $1', [
    run.id,
  ]);
  expect(tasks.map(({ kind }) => kind)).toContain('ingest-artifact');
});

it('refuses a report of another run', async () => {
  const run = await startRun(coordinator, { subject: 'pr-9' });
  const response = await coordinator.fetch(`/v1/runs/${run.id}/finish`, {
    method: 'POST',
    token: run.admission.runToken,
    body: JSON.stringify({ epoch: 1, report: reportOf('another') }),
  });
  expect([response.status, await response.json()]).toEqual([
    422,
    expect.objectContaining({ code: 'other_run' }),
  ]);
});

it('keeps what PostgreSQL cannot store out of a report, and secrets too', async () => {
  const run = await startRun(coordinator, { subject: 'pr-10' });
  const secret = `ghp_${'a1B2'.repeat(9)}`;
  const message = `nul \u0000, half \ud800, ${secret}`;
  expect((await run.finish({ conclusion: 'failure', failureClass: 'internal', message })).status).toBe(200);
  const [row] = await coordinator.database.look<{ message: string; report: string }>(
    'select message, report::text from runs where id = $1',
    [run.id],
  );
  expect(row?.message).toMatch(/^nul \uFFFD, half \uFFFD, /);
  expect(JSON.stringify(row)).not.toContain(secret);
});

it('takes the report of a run that was given up while it waited, once', async () => {
  const at = { subject: 'pr-11' };
  await startRun(coordinator, { ...at, github: { headSha: '1'.repeat(40) } });
  const waiting = await startRun(coordinator, { ...at, github: { headSha: '2'.repeat(40) } });
  await hands.age(waiting.id, 31);
  await hands.sweep();
  expect((await waiting.finish({ message: 'It ran all the same.', costMicroUsd: 7 })).body.state).toBe(
    'succeeded',
  );
  expect((await waiting.finish({ conclusion: 'failure', failureClass: 'internal' })).body.state).toBe(
    'succeeded',
  );
  const shown = await (await coordinator.fetch(`/v1/runs/${waiting.id}`)).json();
  expect(shown).toMatchObject({ state: 'succeeded', message: 'It ran all the same.', spentMicroUsd: 7 });
  expect(await hands.violations()).toEqual([]);
});

it('does not let a run claim what no run costs', async () => {
  const run = await startRun(coordinator, { subject: 'pr-12' });
  expect((await run.finish({ costMicroUsd: Number.MAX_SAFE_INTEGER })).status).toBe(200);
  const shown = await (await coordinator.fetch(`/v1/runs/${run.id}`)).json();
  expect(shown).toMatchObject({ spentMicroUsd: 45_000_000, spendOverGrantMicroUsd: 99_955_000_000 });
});
