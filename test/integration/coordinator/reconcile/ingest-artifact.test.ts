import { afterAll, expect, it } from 'vitest';
import { admissionRequest, reportOf } from '../../../helpers/coordinator/runs.ts';
import { until } from '../../../helpers/coordinator/until.ts';
import { filesOf, journal, nameOf, setReconciling } from './scene.ts';

const scene = await setReconciling();
afterAll(scene.close);

const events = async (runId: string): Promise<readonly unknown[]> =>
  (
    await scene.coordinator.database.look<{ seq: number; type: string }>(
      'select seq, type from events where run_id = $1 order by seq',
      [runId],
    )
  ).map(({ seq, type }) => `${seq} ${type}`);

it('completes a finished run’s journal, each line once', async () => {
  const { run, workflowRun, name } = await scene.start();
  await run.finish({ events: 2_500 });
  scene.repository.addArtifact(workflowRun, {
    name,
    files: filesOf(run.id, { events: 2_500 }),
  });
  workflowRun.finish('success');
  await scene.tellJob(workflowRun);
  await until(async () => (await scene.row(run.id))?.acknowledged === 2_500);
  expect(await events(run.id)).toHaveLength(2_500);
});

it('enters a run that nobody heard of from what it had asked for', async () => {
  const { repository } = scene;
  const workflowRun = await repository.startRun({ event: 'push' });
  const { headSha, actor } = workflowRun.facts;
  const request = admissionRequest({
    repository: { id: repository.id, fullName: 'acme/widgets' },
    github: { runId: workflowRun.id, event: 'push', headSha, actorId: actor.id },
  });
  const { runId } = request;
  const record = { version: 1, idempotencyKey: runId, request, sessionId: null };
  const files = { ...filesOf(runId, { costMicroUsd: 5 }), 'admission.json': JSON.stringify(record) };
  repository.addArtifact(workflowRun, { name: nameOf(runId), files });
  workflowRun.finish('success');
  await scene.tellRun(workflowRun);
  await until(async () => (await scene.row(runId))?.acknowledged === 3);
  expect(await scene.row(runId)).toMatchObject({ state: 'succeeded', spent: 5, last: 3 });
  const [run] = await scene.coordinator.database.look('select task, subject, model from runs where id = $1', [
    runId,
  ]);
  expect(run).toEqual({ task: 'review', subject: 'pr-12', model: 'claude-test' });
  expect(await scene.hands.violations()).toEqual([]);
  expect(scene.github.violations).toEqual([]);
});

it('enters a run that had no coordinator from its report', async () => {
  const workflowRun = await scene.repository.startRun();
  const runId = `${workflowRun.id}-1-0123abcd`;
  scene.repository.addArtifact(workflowRun, { name: nameOf(runId), files: filesOf(runId) });
  workflowRun.finish('success');
  await scene.tellRun(workflowRun);
  await until(async () => (await scene.row(runId))?.acknowledged === 3);
  expect((await scene.row(runId))?.state).toBe('succeeded');
});

it('enters no run whose admission speaks of another repository', async () => {
  const workflowRun = await scene.repository.startRun();
  const request = admissionRequest({ github: { runId: workflowRun.id } });
  const record = { version: 1, idempotencyKey: 'a', request, sessionId: null };
  const files = { ...filesOf(request.runId), 'admission.json': JSON.stringify(record) };
  scene.repository.addArtifact(workflowRun, { name: nameOf(request.runId), files });
  workflowRun.finish('success');
  await scene.tellRun(workflowRun);
  const letter = await until(
    async () =>
      (await scene.coordinator.database.look<{ error: string }>('select error from dead_letters'))[0],
  );
  expect(letter.error).toMatch(/^The artifact .* does not say what its run was; it is left alone\.$/);
  expect(await scene.row(request.runId)).toBeUndefined();
});

it('keeps the place of a line that is no event, and stops where the numbering breaks', async () => {
  const { run, workflowRun, name } = await scene.start();
  await run.finish({ events: 5 });
  const [first = '', , third = '', , fifth = ''] = journal(5).split('\n');
  const odd = JSON.stringify({ seq: 2, at: 'some day', type: 'action.step', data: null });
  const files = {
    'journal.ndjson': [first, odd, third, '{"seq":4,"at":"2026', fifth].join('\n'),
    'report.json': JSON.stringify(reportOf(run.id, { events: 5 })),
  };
  scene.repository.addArtifact(workflowRun, { name, files });
  workflowRun.finish('success');
  await scene.tellJob(workflowRun);
  await until(async () => (await scene.row(run.id))?.acknowledged === 3);
  expect(await events(run.id)).toEqual(['1 action.step', '2 action.event_unreadable', '3 action.step']);
});
