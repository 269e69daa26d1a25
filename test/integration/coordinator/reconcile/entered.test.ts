import { afterAll, afterEach, expect, it } from 'vitest';
import type { Policy } from '../../../../contract/policy.ts';
import type { WorkflowRun } from '../../../github/actions/workflow-run.ts';
import { admissionRequest, type Change, type RunReport } from '../../../helpers/coordinator/runs.ts';
import { until } from '../../../helpers/coordinator/until.ts';
import { filesOf, nameOf, setReconciling } from './scene.ts';

const scene = await setReconciling();
afterAll(scene.close);
const { repository, coordinator } = scene;
const { look } = coordinator.database;
afterEach(async () => {
  await look("update organization_settings set policy = '{}', quotas = '{}'");
  await look('delete from dead_letters');
  await scene.hands.mustHold();
});

/** A workflow run that is over, and an artifact of it that says what it likes. */
async function leave(report: RunReport, github: Change['github'] = {}, others = 0): Promise<string> {
  const workflowRun = await repository.startRun({ event: 'push' });
  const runId = addRun(workflowRun, report, github);
  for (let other = 0; other < others; other += 1)
    repository.addArtifact(workflowRun, { name: `coverage-${other}`, files: {} });
  workflowRun.finish('success');
  await scene.tellRun(workflowRun);
  return runId;
}

function addRun(workflowRun: WorkflowRun, report: RunReport, github: Change['github'] = {}): string {
  const at = { id: repository.id, fullName: 'acme/widgets' };
  const { headSha, actor } = workflowRun.facts;
  const request = admissionRequest({
    repository: at,
    github: { runId: workflowRun.id, event: 'push', headSha, actorId: actor.id, ...github },
  });
  const { runId } = request;
  const record = { version: 1, idempotencyKey: runId, request, sessionId: null };
  const files = { ...filesOf(runId, report), 'admission.json': JSON.stringify(record) };
  repository.addArtifact(workflowRun, { name: nameOf(runId), files });
  return runId;
}

const shown = async (runId: string) =>
  (await (await coordinator.fetch(`/v1/runs/${runId}`)).json()) as Readonly<Record<string, unknown>>;
const entered = async (runId: string) => {
  await until(async () => ['succeeded', 'failed'].includes((await scene.row(runId))?.state ?? ''));
  return shown(runId);
};
const setPolicy = async (policy: Policy): Promise<unknown> =>
  look('update organization_settings set policy = $1', [policy]);

it('enters what it was told truly without a doubt, by nobody’s proof', async () => {
  const run = await entered(await leave({ costMicroUsd: 5 }));
  expect(run).toMatchObject({ provenBy: null, doubts: [], spentMicroUsd: 5, grantMicroUsd: 5_000_000 });
});

it('runs nothing again that came by its artifact alone', async () => {
  const runId = await leave({ conclusion: 'failure', failureClass: 'api_overloaded' });
  await entered(runId);
  expect(await scene.row(runId)).toMatchObject({ retries: 0 });
  const letters = await look<{ error: string }>('select error from dead_letters where ref = $1', [runId]);
  expect(letters).toEqual([{ error: expect.stringContaining('by its artifact alone') }]);
});

it('notes what of the policy would have kept it out, by the event that GitHub tells', async () => {
  await setPolicy({ events: ['pull_request'], workflowRefs: ['acme/widgets/*'] });
  const { doubts } = await entered(await leave({}, { event: 'pull_request' }));
  expect(doubts).toEqual([
    expect.stringContaining('no runs on the event push'),
    'GitHub says otherwise about: event.',
  ]);
});

it('notes a workflow that the policy does not name', async () => {
  await setPolicy({ workflowRefs: ['acme/widgets/.github/workflows/other.yml@*'] });
  const { doubts } = await entered(await leave({}));
  expect(doubts).toEqual([expect.stringContaining('does not name the workflow acme/widgets/')]);
});

it('books no more than a run can spend that the policy lets in', async () => {
  await setPolicy({ maxGrantMicroUsd: 2_000_000 });
  const run = await entered(await leave({ costMicroUsd: 90_000_000_000 }));
  expect(run).toMatchObject({ spentMicroUsd: 2_000_000, spendOverGrantMicroUsd: 89_998_000_000 });
});

it('books nothing of a run that there are doubts about', async () => {
  await setPolicy({ events: ['pull_request'] });
  const run = await entered(await leave({ costMicroUsd: 1_000_000 }));
  expect(run).toMatchObject({ spentMicroUsd: 0, spendOverGrantMicroUsd: 1_000_000 });
});

it('books one run for each job that the attempt had', async () => {
  const workflowRun = await repository.startRun({ event: 'push', jobs: ['review', 'triage'] });
  const runIds = [1, 2, 3].map(() => addRun(workflowRun, { costMicroUsd: 1_000_000 }));
  workflowRun.finish('success');
  await scene.tellRun(workflowRun);
  const runs = await Promise.all(runIds.map(entered));
  expect(runs.reduce((sum, { spentMicroUsd }) => sum + Number(spentMicroUsd), 0)).toBe(2_000_000);
  expect(runs.flatMap(({ doubts }) => doubts)).toEqual(['It is run 3 of an attempt that had 2 jobs.']);
});

it.each(['enteredRuns', 'storedBytes'])('keeps to the quota of %s, and says so', async (name) => {
  await look('update organization_settings set quotas = $1', [{ [name]: 0 }]);
  const runId = await leave({});
  const letter = await until(
    async () => (await look<{ error: string }>('select error from dead_letters'))[0],
  );
  expect(letter.error).toContain(`the organization's quota for ${name} is 0`);
  expect(await scene.row(runId)).toBeUndefined();
});

it('finds the artifact of a run behind a hundred others', async () => {
  expect(await entered(await leave({ costMicroUsd: 3 }, {}, 130))).toMatchObject({ spentMicroUsd: 3 });
});
