import { expect, test } from 'vitest';
import { octokitFor, refusal, startScene } from './scene.ts';

const ACTIONS = { permissions: { actions: 'write', contents: 'read' } } as const;

test('failed jobs run again in a new attempt, which is asked for once', async () => {
  const { github, repository, octokit, at } = await startScene(ACTIONS);
  const run = await repository.startRun({ event: 'push', jobs: ['lint', 'review'] });
  const here = { ...at, run_id: run.id };
  expect(await refusal(octokit.rest.actions.reRunWorkflowFailedJobs(here))).toMatchObject({
    status: 403,
    message: 'This workflow is already running',
  });
  run.finishJob('lint', 'success');
  run.finishJob('review', 'failure');
  expect((await octokit.rest.actions.getWorkflowRun(here)).data).toMatchObject({
    status: 'completed',
    conclusion: 'failure',
    run_attempt: 1,
  });
  expect((await octokit.rest.actions.reRunWorkflowFailedJobs(here)).status).toBe(201);
  expect(run.requests).toEqual([{ kind: 're-run failed jobs', by: 'github-actions[bot]', attempt: 1 }]);
  const now = (await octokit.rest.actions.getWorkflowRun(here)).data;
  expect(now).toMatchObject({ status: 'queued', conclusion: null, run_attempt: 2 });
  const before = await octokit.rest.actions.getWorkflowRunAttempt({ ...here, attempt_number: 1 });
  expect(before.data).toMatchObject({ conclusion: 'failure', run_attempt: 1 });
  const { jobs } = (await octokit.rest.actions.listJobsForWorkflowRun(here)).data;
  expect(jobs.map((job) => `${job.name} ${job.run_attempt} ${job.status} ${job.conclusion}`)).toEqual([
    'lint 2 completed success',
    'review 2 queued null',
  ]);
  expect(
    (await octokit.rest.actions.listJobsForWorkflowRun({ ...here, filter: 'all' })).data.total_count,
  ).toBe(4);
  expect(github.violations).toEqual([]);
});

test('a run that failed in nothing, or of an attempt that is not there, is not found to run again', async () => {
  const { repository, octokit, at } = await startScene(ACTIONS);
  const run = await repository.startRun({ event: 'push', status: 'completed', conclusion: 'success' });
  const here = { ...at, run_id: run.id };
  expect((await refusal(octokit.rest.actions.reRunWorkflowFailedJobs(here))).status).toBe(403);
  expect((await refusal(octokit.rest.actions.reRunWorkflow({ ...at, run_id: 7 }))).status).toBe(404);
  const attempt = octokit.rest.actions.listJobsForWorkflowRunAttempt({ ...here, attempt_number: 2 });
  expect((await refusal(attempt)).status).toBe(404);
  expect(run.requests).toEqual([]);
  await octokit.rest.actions.reRunWorkflow(here);
  expect(run).toMatchObject({ attempt: 2, status: 'queued' });
});

test('one job runs again alone, and only while it is the latest', async () => {
  const { repository, octokit, at } = await startScene(ACTIONS);
  const run = await repository.startRun({ event: 'push', jobs: ['lint', 'review'] });
  run.finish('failure');
  const { id } = run.job('review');
  expect((await octokit.rest.actions.getJobForWorkflowRun({ ...at, job_id: id })).data).toMatchObject({
    name: 'review',
    run_id: run.id,
    conclusion: 'failure',
  });
  await octokit.rest.actions.reRunJobForWorkflowRun({ ...at, job_id: id });
  expect(run.current.jobs.map((job) => job.status)).toEqual(['completed', 'queued']);
  run.finish('failure');
  expect((await refusal(octokit.rest.actions.reRunJobForWorkflowRun({ ...at, job_id: id }))).status).toBe(
    403,
  );
});

test('a cancelled run ends when its job does; one that has ended is not cancelled', async () => {
  const { repository, octokit, at } = await startScene(ACTIONS);
  const run = await repository.startRun({ event: 'push' });
  expect((await octokit.rest.actions.cancelWorkflowRun({ ...at, run_id: run.id })).status).toBe(202);
  expect(run.status).toBe('in_progress');
  run.finish('cancelled');
  const again = octokit.rest.actions.cancelWorkflowRun({ ...at, run_id: run.id });
  expect(await refusal(again)).toMatchObject({ status: 409, message: expect.stringContaining('completed') });
  const queued = await repository.startRun({ event: 'push', status: 'queued' });
  await octokit.rest.actions.cancelWorkflowRun({ ...at, run_id: queued.id });
  expect(queued).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
});

test('runs are listed newest first, by event, branch, status and day', async () => {
  const { github, repository, octokit, at } = await startScene(ACTIONS);
  const push = await repository.startRun({ event: 'push', status: 'completed', conclusion: 'failure' });
  const review = await repository.startRun({ headBranch: 'change' });
  const list = async (query: object): Promise<number[]> => {
    const { data } = await octokit.rest.actions.listWorkflowRunsForRepo({ ...at, ...query });
    return data.workflow_runs.map((run) => run.id);
  };
  expect(await list({})).toEqual([review.id, push.id]);
  expect(await list({ event: 'push' })).toEqual([push.id]);
  expect(await list({ branch: 'change' })).toEqual([review.id]);
  expect(await list({ status: 'failure' })).toEqual([push.id]);
  expect(await list({ status: 'in_progress' })).toEqual([review.id]);
  const today = push.facts.createdAt.slice(0, 10);
  expect(await list({ created: `>=${today}` })).toHaveLength(2);
  expect(await list({ created: today })).toHaveLength(2);
  expect(await list({ created: `*..2020-01-01` })).toEqual([]);
  expect(await list({ created: `<${today}` })).toEqual([]);
  expect((await refusal(list({ created: 'yesterday' }))).status).toBe(422);
  expect(github.violations).toEqual([]);
});

test("without actions: write nothing runs again, and GitHub's faults strike here too", async () => {
  const { github, repository, octokit, at } = await startScene({ permissions: { actions: 'read' } });
  const run = await repository.startRun({ event: 'push', status: 'completed', conclusion: 'failure' });
  const here = { ...at, run_id: run.id };
  expect((await refusal(octokit.rest.actions.reRunWorkflow(here))).status).toBe(403);
  const writer = octokitFor(github, repository.issueToken({ permissions: { actions: 'write' } }));
  const { reRunWorkflowFailedJobs } = writer.rest.actions;
  github.secondaryLimit({ path: '/rerun', retryAfterSeconds: 60 });
  await expect(reRunWorkflowFailedJobs(here)).rejects.toMatchObject({
    status: 403,
    response: { headers: { 'retry-after': '60' } },
  });
  expect(run.requests).toEqual([]);
  github.fault({ method: 'POST', path: '/rerun-failed-jobs', action: 'reset-after' });
  await expect(reRunWorkflowFailedJobs(here)).rejects.toThrow(/closed|terminated|failed/);
  expect(run.requests).toHaveLength(1);
});
