import { expect, test } from 'vitest';
import { refusal, type Scene, startScene } from './scene.ts';

const WORKFLOW = `name: Claude
on:
  workflow_dispatch:
    inputs:
      pull-request: { required: true }
      task: { type: choice, options: [review, fix], default: review }
jobs:
  claude: { runs-on: ubuntu-latest }
`;

test('a dispatch starts a queued run of the workflow at the ref, with its inputs', async () => {
  const { github, repository, octokit, at } = await startDispatchScene();
  const dispatch = { ...at, workflow_id: 'claude.yml', ref: 'main', inputs: { 'pull-request': '1' } };
  expect((await octokit.rest.actions.createWorkflowDispatch(dispatch)).status).toBe(204);
  const { data } = await octokit.rest.actions.listWorkflowRunsForRepo({ ...at, event: 'workflow_dispatch' });
  expect(data.workflow_runs).toMatchObject([{ name: 'Claude', status: 'queued', head_branch: 'main' }]);
  expect(repository.runs[0]?.facts).toMatchObject({ inputs: { 'pull-request': '1', task: 'review' } });
  expect(repository.runs[0]?.job('claude').status).toBe('queued');
  expect(github.violations).toEqual([]);
});

test('what GitHub would not dispatch, it does not dispatch here', async () => {
  const { repository, octokit, at } = await startDispatchScene();
  const inputs = { 'pull-request': '1' };
  const refuse = async (over: object): Promise<string> => {
    const wanted = { ...at, workflow_id: 'claude.yml', ref: 'main', inputs, ...over };
    const { status, message } = await refusal(octokit.rest.actions.createWorkflowDispatch(wanted));
    return `${status} ${message}`;
  };
  expect(await refuse({ ref: 'nowhere' })).toBe('422 No ref found for: nowhere');
  expect(await refuse({ workflow_id: 'other.yml' })).toBe('404 Not Found');
  expect(await refuse({ workflow_id: 'push.yml' })).toBe(
    "422 Workflow does not have 'workflow_dispatch' trigger",
  );
  expect(await refuse({ ref: 'change' })).toBe("422 Workflow does not have 'workflow_dispatch' trigger");
  expect(await refuse({ inputs: { ...inputs, extra: '1' } })).toBe(
    '422 Unexpected inputs provided: ["extra"]',
  );
  expect(await refuse({ inputs: {} })).toBe("422 Required input 'pull-request' not provided");
  expect(await refuse({ inputs: { ...inputs, task: 'dance' } })).toMatch(
    /^422 Provided value 'dance' for input 'task'/,
  );
  expect(repository.runs).toEqual([]);
});

test('workflows are listed, and found by id, by file name and by their runs', async () => {
  const { github, repository, octokit, at } = await startDispatchScene();
  const { data } = await octokit.rest.actions.listRepoWorkflows(at);
  expect(data.workflows.map(({ name, path }) => [name, path])).toEqual([
    ['Claude', '.github/workflows/claude.yml'],
    ['.github/workflows/push.yml', '.github/workflows/push.yml'],
  ]);
  const id = data.workflows[0]?.id ?? 0;
  const byName = await octokit.rest.actions.getWorkflow({ ...at, workflow_id: 'claude.yml' });
  const byId = await octokit.rest.actions.getWorkflow({ ...at, workflow_id: id });
  expect(byName.data).toEqual(byId.data);
  const run = await repository.startRun({ event: 'push', path: '.github/workflows/claude.yml' });
  await repository.startRun({ event: 'push', path: '.github/workflows/push.yml' });
  const runs = await octokit.rest.actions.listWorkflowRuns({ ...at, workflow_id: id });
  expect(runs.data.workflow_runs.map((one) => [one.id, one.workflow_id])).toEqual([[run.id, id]]);
  expect(github.violations).toEqual([]);
});

async function startDispatchScene(): Promise<Scene> {
  const scene = await startScene({ permissions: { actions: 'write' } });
  const files = { '.github/workflows/claude.yml': WORKFLOW, '.github/workflows/push.yml': 'on: [push]\n' };
  await scene.repository.commit({ branch: 'main', files });
  return scene;
}
