import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { admissionRequest, ask, startRun } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

const push = (number: number) => ({ runId: 1_000 + number, headSha: String(number).padStart(40, '0') });
const stateOf = async (id: string) =>
  ((await (await coordinator.fetch(`/v1/runs/${id}`)).json()) as { state: string }).state;

it('ends a chain of five pushes with the newest alone', async () => {
  const runs = [];
  for (const number of [1, 2, 3, 4, 5]) runs.push(await startRun(coordinator, { github: push(number) }));
  const [first, second, third, fourth, fifth] = runs;
  expect(first?.admission.state).toBe('running');
  expect(fifth?.admission).toMatchObject({ state: 'requested', session: { epoch: 0 } });
  expect(await first?.beat()).toMatchObject({
    order: 'cancel',
    reason: `Run ${second?.id} is about a newer push.`,
    isSuperseded: true,
  });
  for (const run of [second, third, fourth]) {
    expect(await run?.beat()).toMatchObject({ order: 'cancel', state: 'cancelled' });
    expect(await stateOf(run?.id ?? '')).toBe('cancelled');
  }
  expect(await fifth?.beat()).toMatchObject({ order: 'wait', state: 'requested' });
  await first?.finish({ conclusion: 'cancelled', failureClass: 'cancelled' });
  expect(await fifth?.beat()).toMatchObject({ order: 'continue', state: 'running', epoch: 2 });
  expect(await fifth?.finish()).toMatchObject({ body: { state: 'succeeded' } });
});

it('refuses an older push that comes late', async () => {
  const newer = await startRun(coordinator, { subject: 'pr-20', github: push(9) });
  const late = await ask(coordinator, admissionRequest({ subject: 'pr-20', github: push(8) }));
  expect(late).toMatchObject({ status: 409, body: { code: 'superseded', holder: { runId: newer.id } } });
  expect((await newer.beat()).order).toBe('continue');
});

it('leaves the same head, another task, and runs without a head alone', async () => {
  const run = await startRun(coordinator, { subject: 'pr-21', github: push(1) });
  for (const other of [
    { github: { ...push(1), runId: 2_000 } },
    { github: push(2), task: 'respond' as const },
    { github: { ...push(2), headSha: '' } },
  ])
    expect(await ask(coordinator, admissionRequest({ subject: 'pr-21', ...other }))).toMatchObject({
      status: 409,
      body: { code: 'busy' },
    });
  expect((await run.beat()).order).toBe('continue');
});

it('refuses newer pushes too where the policy says so', async () => {
  await coordinator.fetch('/v1/organization', {
    method: 'PATCH',
    body: JSON.stringify({ policy: { newerPush: 'refuse' } }),
  });
  await startRun(coordinator, { subject: 'pr-22', github: push(1) });
  expect(await ask(coordinator, admissionRequest({ subject: 'pr-22', github: push(2) }))).toMatchObject({
    status: 409,
    body: { code: 'busy' },
  });
});

it('queues where the policy says so: by priority, then by age, one at a time', async () => {
  await coordinator.fetch('/v1/organization', {
    method: 'PATCH',
    body: JSON.stringify({ policy: { onBusy: 'queue' } }),
  });
  const at = { subject: 'issue-3', github: { headSha: '' } };
  const holder = await startRun(coordinator, { ...at, task: 'plan' });
  const plan = await startRun(coordinator, { ...at, task: 'plan' });
  const review = await startRun(coordinator, { ...at, task: 'review' });
  const respond = await startRun(coordinator, { ...at, task: 'respond' });
  const waiting = [plan, review, respond];
  for (const run of waiting) expect((await run.beat()).order).toBe('wait');
  await holder.finish();
  const order = [];
  for (let turn = 0; turn < 3; turn++) {
    const answers = await Promise.all(waiting.map(async (run) => ({ run, answer: await run.beat() })));
    const begun = answers.filter(({ answer }) => answer.order === 'continue');
    expect(begun).toHaveLength(1);
    for (const { run } of begun) {
      order.push(run.id);
      waiting.splice(waiting.indexOf(run), 1);
      await run.finish();
    }
  }
  expect(order).toEqual([respond.id, review.id, plan.id]);
});

it('does not let a newcomer pass those who wait, unless it matters more', async () => {
  const at = { subject: 'issue-4', github: { headSha: '' } };
  const holder = await startRun(coordinator, { ...at, task: 'plan' });
  const waiting = await startRun(coordinator, { ...at, task: 'plan' });
  await holder.finish();
  const newcomer = await startRun(coordinator, { ...at, task: 'plan' });
  expect(newcomer.admission.state).toBe('requested');
  const urgent = await startRun(coordinator, { ...at, task: 'respond' });
  expect(urgent.admission.state).toBe('running');
  expect((await waiting.beat()).order).toBe('wait');
});
