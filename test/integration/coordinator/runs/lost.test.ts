import { afterAll, afterEach, expect, it } from 'vitest';
import { closeLost } from '../../../../runner-pool/services/artifacts/close-lost.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { leaseHands } from '../../../helpers/coordinator/leases.ts';
import { admissionRequest, ask, startRun, type TestRun } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
const hands = leaseHands(coordinator);
afterAll(async () => {
  await hands.close();
  await coordinator.close();
});
afterEach(hands.mustHold);

const shown = async ({ id }: TestRun) =>
  (await (await coordinator.fetch(`/v1/runs/${id}`)).json()) as Readonly<Record<string, unknown>>;
const tasksOf = async ({ id }: TestRun) =>
  (
    await coordinator.database.look<{ kind: string }>(
      'select kind from outbox where ref = $1 order by kind',
      [id],
    )
  ).map(({ kind }) => kind);
const spendingOf = async ({ admission }: TestRun) => {
  const [row] = await coordinator.database.look(
    `select reserved_micro_usd::int as reserved, spent_micro_usd::int as spent from spending
     where scope = 'session' and scope_ref = $1 and period_start = '0001-01-01'`,
    [admission.session.id],
  );
  return row;
};
const lose = async (run: TestRun) => {
  await hands.age(run.id, 31);
  await hands.sweep();
};

it('calls a run lost whose lease ran out, settles what it had metered, and has GitHub asked', async () => {
  const run = await startRun(coordinator, { subject: 'pr-1' });
  await run.beat({ spentMicroUsd: 700_000 });
  await lose(run);
  expect(await shown(run)).toMatchObject({
    state: 'lost',
    failureClass: 'runner_lost',
    spentMicroUsd: 700_000,
  });
  expect(await spendingOf(run)).toEqual({ reserved: 0, spent: 700_000 });
  expect(await tasksOf(run)).toContain('reconcile-run');
  expect((await startRun(coordinator, { subject: 'pr-1' })).admission.session.epoch).toBe(2);
});

it('leaves a run alone whose lease has not run out', async () => {
  const run = await startRun(coordinator, { subject: 'pr-2' });
  await hands.age(run.id, 28);
  await hands.sweep();
  expect((await run.beat()).order).toBe('continue');
});

it('lets a run go on that came back and did not hear under which epoch', async () => {
  const run = await startRun(coordinator, { subject: 'pr-2b' });
  await lose(run);
  expect(await run.beat({ epoch: 1 })).toMatchObject({ order: 'continue', epoch: 2 });
  await lose(run);
  expect(await run.beat({ epoch: 1 })).toMatchObject({ order: 'continue', epoch: 3 });
});

it('lets a lost run go on that is heard of again, under a new epoch and with its money reserved again', async () => {
  const run = await startRun(coordinator, { subject: 'pr-3' });
  await run.beat({ spentMicroUsd: 1_000_000 });
  await lose(run);
  expect(await run.beat({ spentMicroUsd: 1_200_000 })).toMatchObject({
    order: 'continue',
    state: 'running',
    epoch: 2,
    grant: { microUsd: 5_000_000 },
  });
  expect(await spendingOf(run)).toEqual({ reserved: 4_000_000, spent: 1_000_000 });
  await run.finish({ costMicroUsd: 1_500_000 });
  expect(await spendingOf(run)).toEqual({ reserved: 0, spent: 1_500_000 });
  expect(await shown(run)).toMatchObject({ state: 'succeeded', failureClass: null, message: '' });
});

it('tells a lost run to end whose session another has, and books what it spent', async () => {
  const run = await startRun(coordinator, { subject: 'pr-4' });
  await lose(run);
  const next = await startRun(coordinator, { subject: 'pr-4' });
  expect(await run.beat({ spentMicroUsd: 90_000 })).toMatchObject({
    order: 'cancel',
    state: 'lost',
    reason: `Run ${next.id} took the session while this run was not heard of.`,
  });
  expect(await spendingOf(run)).toEqual({ reserved: 5_000_000, spent: 90_000 });
  await next.finish();
  expect(await run.beat()).toMatchObject({
    order: 'cancel',
    reason: expect.stringMatching(/^Another run had the session/),
  });
});

it('leaves a run alone that came back while it was looked for in vain', async () => {
  const run = await startRun(coordinator, { subject: 'pr-4b' });
  await lose(run);
  await run.beat();
  const deps = {
    database: hands.database,
    clock: Date.now,
    tasks: { nudge: () => undefined },
    log: { info: () => undefined },
  };
  await closeLost(deps, { orgId: 1, runId: run.id, conclusion: 'unknown', why: 'Lost: nobody knows.' });
  expect(await run.beat()).toMatchObject({ order: 'continue', epoch: 2 });
});

it('takes the finish of a lost run, and leaves its follower’s session alone', async () => {
  const run = await startRun(coordinator, { subject: 'pr-5' });
  await lose(run);
  const next = await startRun(coordinator, { subject: 'pr-5' });
  expect(await run.finish({ costMicroUsd: 400_000 })).toMatchObject({
    status: 200,
    body: { state: 'succeeded' },
  });
  expect(await shown(run)).toMatchObject({ state: 'succeeded', spentMicroUsd: 400_000 });
  expect(await next.beat()).toMatchObject({ order: 'continue', epoch: 2 });
  expect(await spendingOf(run)).toEqual({ reserved: 5_000_000, spent: 400_000 });
});

it('changes nothing for an old epoch', async () => {
  const run = await startRun(coordinator, { subject: 'pr-6' });
  await lose(run);
  await run.beat();
  await hands.age(run.id, 20);
  const leaseOf = async () =>
    coordinator.database.look('select lease_epoch, lease_expires_at from sessions where lease_run_id = $1', [
      run.id,
    ]);
  const before = await leaseOf();
  expect(await run.beat({ epoch: 1, spentMicroUsd: 3 })).toMatchObject({ order: 'continue', epoch: 2 });
  expect(await leaseOf()).toEqual(before);
  expect(await shown(run)).toMatchObject({ spentMicroUsd: 0 });
});

it('counts the first finish alone', async () => {
  const run = await startRun(coordinator, { subject: 'pr-7' });
  await run.finish({ costMicroUsd: 100_000 });
  expect(
    await run.finish({ conclusion: 'failure', failureClass: 'internal', costMicroUsd: 900_000 }),
  ).toMatchObject({
    status: 200,
    body: { state: 'succeeded' },
  });
  expect(await spendingOf(run)).toEqual({ reserved: 0, spent: 100_000 });
});

it('never settles less than was metered', async () => {
  const run = await startRun(coordinator, { subject: 'pr-8' });
  await run.beat({ spentMicroUsd: 800_000 });
  await run.beat({ spentMicroUsd: 100_000 });
  await run.finish({ costMicroUsd: 200_000 });
  expect(await spendingOf(run)).toEqual({ reserved: 0, spent: 800_000 });
});

it('ends a waiting run that is not heard of any more', async () => {
  await startRun(coordinator, { subject: 'pr-9', github: { headSha: '1'.repeat(40) } });
  const waiting = await startRun(coordinator, { subject: 'pr-9', github: { headSha: '2'.repeat(40) } });
  expect(waiting.admission.state).toBe('requested');
  await hands.age(waiting.id, 31);
  await hands.sweep();
  expect(await shown(waiting)).toMatchObject({
    state: 'cancelled',
    message: expect.stringMatching(/^Abandoned/),
  });
  expect(await waiting.beat()).toMatchObject({
    order: 'cancel',
    reason: expect.stringMatching(/^Abandoned/),
  });
});

it('gives up a run that was told to end and goes on beating', async () => {
  const run = await startRun(coordinator, { subject: 'pr-10' });
  await coordinator.fetch(`/v1/runs/${run.id}/cancel`, { method: 'POST' });
  await coordinator.database.look(
    "update runs set cancel_requested_at = cancel_requested_at - interval '11 minutes' where id = $1",
    [run.id],
  );
  expect((await run.beat()).order).toBe('cancel');
  await hands.sweep();
  expect(await shown(run)).toMatchObject({ state: 'lost' });
  expect(await run.beat()).toMatchObject({ order: 'cancel', state: 'lost' });
  expect((await ask(coordinator, admissionRequest({ subject: 'pr-10' }))).status).toBe(201);
});

it('tells a run to end that is beyond its granted time', async () => {
  const run = await startRun(coordinator, {
    subject: 'pr-11',
    grant: { microUsd: 1_000_000, turns: 5, seconds: 60 },
  });
  expect((await run.beat()).order).toBe('continue');
  await coordinator.database.look(
    "update runs set started_at = started_at - interval '121 seconds' where id = $1",
    [run.id],
  );
  expect(await run.beat()).toMatchObject({
    order: 'cancel',
    reason: 'The run has used up its granted time.',
  });
});

it('lets no run be lost to an outage of the coordinator', async () => {
  const run = await startRun(coordinator, { subject: 'pr-12' });
  await coordinator.database.look(
    `with aged as (update sessions set lease_expires_at = lease_expires_at - interval '5 minutes' where lease_run_id = $1)
     update instances set seen_at = seen_at - interval '5 minutes'`,
    [run.id],
  );
  await hands.recover();
  await hands.sweep();
  expect(await run.beat()).toMatchObject({ order: 'continue', epoch: 1 });
});

it('extends nothing while an instance is there', async () => {
  const run = await startRun(coordinator, { subject: 'pr-13' });
  await hands.recover('one');
  await hands.age(run.id, 31);
  await hands.recover('two');
  await hands.sweep();
  expect(await shown(run)).toMatchObject({ state: 'lost' });
});

it('loses each run once, however many sweep at the same time', async () => {
  const runs = await Promise.all(
    Array.from({ length: 12 }, async (_, number) => startRun(coordinator, { subject: `pr-20${number}` })),
  );
  for (const run of runs) await hands.age(run.id, 31);
  await Promise.all([hands.sweep(), hands.sweep(), hands.sweep()]);
  for (const run of runs) expect(await shown(run)).toMatchObject({ state: 'lost' });
});
