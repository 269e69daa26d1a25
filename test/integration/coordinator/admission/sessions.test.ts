import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { admissionRequest, ask, startRun } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

it('gives a session to exactly one of two that ask at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, async () => ask(coordinator, admissionRequest({ subject: 'pr-1' }))),
  );
  const admitted = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status === 409);
  expect([admitted.length, refused.length]).toEqual([1, 9]);
  const [winner] = admitted;
  for (const { body } of refused)
    expect(body).toMatchObject({
      code: 'busy',
      holder: {
        runId: winner?.body.runId,
        actor: 'dev',
        task: 'review',
        runUrl: 'https://github.com/acme/widgets/actions/runs/1000',
        since: expect.stringMatching(/^20\d\d-.*Z$/),
      },
    });
});

it('continues the subject’s session once it is free, with the next epoch', async () => {
  const first = await startRun(coordinator, { subject: 'pr-2' });
  await first.finish();
  const second = await startRun(coordinator, { subject: 'pr-2' });
  expect(second.admission.session).toMatchObject({
    id: first.admission.session.id,
    isNew: false,
    epoch: 2,
  });
});

it('makes a new session on request, which is then the one that auto continues', async () => {
  const old = await startRun(coordinator, { subject: 'pr-3' });
  const fresh = await startRun(coordinator, { subject: 'pr-3', session: 'new' });
  expect(fresh.admission.session.isNew).toBe(true);
  await fresh.finish();
  const next = await startRun(coordinator, { subject: 'pr-3' });
  expect(next.admission.session.id).toBe(fresh.admission.session.id);
  expect(next.admission.session.id).not.toBe(old.admission.session.id);
});

it('continues a session by its id, of the same repository alone', async () => {
  const first = await startRun(coordinator, { subject: 'pr-4' });
  await first.finish();
  const { id } = first.admission.session;
  const again = await startRun(coordinator, { subject: 'nightly', session: id });
  expect(again.admission.session.id).toBe(id);
  await again.finish();
  const elsewhere = { session: id, repository: { id: 501, fullName: 'acme/gadgets' } };
  expect(await ask(coordinator, admissionRequest(elsewhere))).toMatchObject({
    status: 422,
    body: { code: 'unknown_session' },
  });
  expect(await ask(coordinator, admissionRequest({ session: 'no-such-session' }))).toMatchObject({
    status: 422,
    body: { code: 'unknown_session' },
  });
});

it('remembers Claude’s session for the next run', async () => {
  const first = await startRun(coordinator, { subject: 'pr-5' });
  const claude = { version: '2.1', path: '/x', sessionId: 'claude-5', model: 'm', costMicroUsd: null };
  await first.finish({ claude });
  const second = await startRun(coordinator, { subject: 'pr-5' });
  expect(second.admission.session.claudeSessionId).toBe('claude-5');
});

it('notes which run a later attempt of the same workflow run repeats', async () => {
  const first = await startRun(coordinator, { subject: 'pr-6', github: { runId: 66 } });
  await first.finish({ conclusion: 'failure', failureClass: 'internal' });
  const second = await startRun(coordinator, { subject: 'pr-6', github: { runId: 66, runAttempt: 2 } });
  const shown = await (await coordinator.fetch(`/v1/runs/${second.id}`)).json();
  expect(shown).toMatchObject({ retryOf: first.id });
});

it('leaves nothing of a session that was asked for in vain', async () => {
  const before = await coordinator.database.look('select id from sessions');
  await coordinator.fetch('/v1/budgets', {
    method: 'POST',
    body: JSON.stringify({ scope: 'subject', scopeRef: '500/pr-7', period: 'total', limitMicroUsd: 0 }),
  });
  expect((await ask(coordinator, admissionRequest({ subject: 'pr-7', session: 'new' }))).status).toBe(402);
  expect(await coordinator.database.look('select id from sessions')).toHaveLength(before.length);
});
