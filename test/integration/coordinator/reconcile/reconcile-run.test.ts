import { afterAll, expect, it } from 'vitest';
import { closeLost } from '../../../../runner-pool/services/artifacts/close-lost.ts';
import { until } from '../../../helpers/coordinator/until.ts';
import { filesOf, setReconciling } from './scene.ts';

const scene = await setReconciling();
afterAll(scene.close);

it('ends a lost run as the report in its artifact says, with its whole journal, once its job is over', async () => {
  const { run, workflowRun, name } = await scene.start();
  await scene.lose(run);
  expect((await scene.row(run.id))?.state).toBe('lost');
  scene.repository.addArtifact(workflowRun, {
    name,
    files: filesOf(run.id, { costMicroUsd: 70_000 }),
  });
  workflowRun.finish('success');
  await scene.tellJob(workflowRun);
  await until(async () => (await scene.row(run.id))?.state === 'succeeded');
  await until(async () => (await scene.row(run.id))?.acknowledged === 3);
  expect(await scene.row(run.id)).toMatchObject({ spent: 70_000, last: 3, retries: 0 });
  expect(await scene.hands.violations()).toEqual([]);
  expect(scene.github.violations).toEqual([]);
});

it('takes it from the artifact that a run which is not even missed yet is over', async () => {
  const { run, workflowRun, name } = await scene.start();
  scene.repository.addArtifact(workflowRun, { name, files: filesOf(run.id) });
  workflowRun.finish('success');
  await scene.tellRun(workflowRun);
  await until(async () => (await scene.row(run.id))?.state === 'succeeded');
  expect(await scene.hands.violations()).toEqual([]);
});

it('closes a run whose job failed without an artifact as lost, and has it run again once', async () => {
  const { run, workflowRun } = await scene.start();
  await scene.prove(run);
  workflowRun.finish('failure');
  await scene.tellJob(workflowRun);
  await scene.tellRun(workflowRun);
  await until(async () => (await scene.row(run.id))?.reconciled === true);
  const row = await scene.row(run.id);
  expect(row?.state).toBe('lost');
  expect(row?.message).toBe('Lost: its job on GitHub ended (failure), and it left no artifact.');
  const [attempts] = await scene.coordinator.database.look(
    'select attempts from subject_attempts a join runs r using (org_id, repository_id, subject) where r.id = $1',
    [run.id],
  );
  expect(attempts).toEqual({ attempts: 1 });
  expect(await scene.hands.violations()).toEqual([]);
});

it('counts one retry where two find out at once that a run is lost for good', async () => {
  const { run } = await scene.start();
  await scene.prove(run);
  await scene.lose(run);
  const deps = {
    database: scene.hands.database,
    clock: Date.now,
    tasks: { nudge: () => undefined },
    log: { info: () => undefined },
  };
  const lost = { orgId: 1, runId: run.id, conclusion: 'failure', why: 'Lost.' };
  await Promise.all([closeLost(deps, lost), closeLost(deps, lost)]);
  const attempts = await scene.coordinator.database.look(
    'select attempts from subject_attempts a join runs r using (org_id, repository_id, subject) where r.id = $1',
    [run.id],
  );
  expect(attempts).toEqual([{ attempts: 1 }]);
});

it('says that a run was cancelled where its job was, and does not run it again', async () => {
  const { run, workflowRun } = await scene.start();
  await scene.lose(run);
  workflowRun.finish('cancelled');
  await scene.tellRun(workflowRun);
  await until(async () => (await scene.row(run.id))?.state === 'cancelled');
  expect(await scene.row(run.id)).toMatchObject({ retries: 0 });
  expect(
    await scene.coordinator.database.look(
      'select 1 from subject_attempts a join runs r using (org_id, repository_id, subject) where r.id = $1',
      [run.id],
    ),
  ).toEqual([]);
  expect(await scene.hands.violations()).toEqual([]);
});

it('leaves a lost run as it is while its job goes on, and looks again later', async () => {
  const { run } = await scene.start();
  await scene.lose(run);
  const due = await until(async () => {
    const [task] = await scene.coordinator.database.look<{ later: boolean }>(
      "select run_after > now() + interval '20 seconds' as later from outbox where kind = 'reconcile-run' and ref = $1 and held_until is not null and claim is null and handed_at is null",
      [run.id],
    );
    return task;
  });
  expect(due).toEqual({ later: true });
  expect(await scene.row(run.id)).toMatchObject({ state: 'lost', reconciled: null });
});

const bad = [
  ['is no zip', { content: Buffer.from('no zip at all') }],
  ['has no report', { files: { 'journal.ndjson': '' } }],
  ['has another run’s report', { files: filesOf('1-1-00000000') }],
  ['has a report that is none', { files: { 'report.json': '{"version":1}' } }],
] as const;
it.each(bad)('closes a run whose artifact %s as lost', async (_name, artifact) => {
  const { run, workflowRun, name } = await scene.start();
  scene.repository.addArtifact(workflowRun, { name, files: {}, ...artifact });
  workflowRun.finish('failure');
  await scene.tellJob(workflowRun);
  await until(async () => (await scene.row(run.id))?.reconciled === true);
  expect((await scene.row(run.id))?.message).toMatch(
    /^Lost: its job .* and its artifact (is of no use|has no report of it)\.$/,
  );
});

it('believes no artifact of a fork’s head', async () => {
  const fork = await scene.repository.fork('contributor');
  const workflowRun = await scene.repository.startRun({ headRepository: fork });
  const { run, name } = await scene.start({ github: { runId: workflowRun.id } });
  scene.repository.addArtifact(workflowRun, { name, files: filesOf(run.id) });
  workflowRun.finish('failure');
  await scene.tellJob(workflowRun);
  await until(async () => (await scene.row(run.id))?.reconciled === true);
  expect((await scene.row(run.id))?.message).toContain('its artifact is of a fork');
});
