import { describe, expect, it } from 'vitest';
import { retryRun } from '../../../../runner-pool/services/retry-run.ts';
import { TaskFailure } from '../../../../runner-pool/task-failure.ts';
import type { WorkflowRun } from '../../../github/actions/workflow-run.ts';
import { type GitHubScene, setGitHubScene } from './github-scene.ts';

const dispatchable = `name: Prompt
on:
  workflow_dispatch:
    inputs:
      prompt: { required: true, type: string }
jobs:
  prompt: { runs-on: ubuntu-latest, steps: [] }
`;
const path = '.github/workflows/prompt.yml';
const lostConnection = /other side closed|terminated|fetch failed|socket|ECONNRESET/i;
const monthMs = 31 * 24 * 3_600_000;

async function retry(scene: GitHubScene, ref: string, laterMs = 0): Promise<void> {
  const { context, orgId } = scene;
  const clock = (): number => Date.now() + laterMs;
  await retryRun({ ...context, clock }, { orgId, ref }, new AbortController().signal);
}

async function failureOf(work: Promise<void>): Promise<TaskFailure> {
  const error = await work.then(
    () => expect.fail('It succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof TaskFailure)) throw error;
  return error;
}

const failed = async ({ repository }: GitHubScene): Promise<WorkflowRun> =>
  repository.startRun({ status: 'completed', conclusion: 'failure' });

async function addDispatched(scene: GitHubScene, prompt: string): Promise<string> {
  const event = 'workflow_dispatch';
  const run = await scene.repository.startRun({ event, path, status: 'completed', conclusion: 'failure' });
  return scene.addRun({
    githubRunId: run.id,
    subject: prompt,
    github: { event, inputs: { prompt } },
    isAsked: true,
  });
}

describe('a run whose workflow run ended', () => {
  it('has its failed jobs run again, once, however often this is done', async () => {
    const scene = await setGitHubScene();
    const run = await failed(scene);
    const id = await scene.addRun({ githubRunId: run.id });
    await retry(scene, id);
    await retry(scene, id);
    expect(run.requests).toEqual([
      { kind: 're-run failed jobs', by: 'claude-orchestrator[bot]', attempt: 1 },
    ]);
    expect(
      await scene.database.look(
        'select means, github_run_id::text as id, github_run_attempt from run_retries',
      ),
    ).toEqual([{ means: 're-run', id: String(run.id), github_run_attempt: 2 }]);
    expect(scene.github.violations).toEqual([]);
  });

  it('is not run again twice when the answer is lost', async () => {
    const scene = await setGitHubScene();
    const run = await failed(scene);
    const id = await scene.addRun({ githubRunId: run.id });
    scene.github.fault({ path: /rerun-failed-jobs/, action: 'reset-after' });
    await expect(retry(scene, id)).rejects.toThrow(lostConnection);
    expect(run.requests).toHaveLength(1);
    await retry(scene, id);
    expect(run.requests).toHaveLength(1);
  });

  it('is left alone when somebody was faster', async () => {
    const scene = await setGitHubScene();
    const run = await failed(scene);
    const id = await scene.addRun({ githubRunId: run.id });
    run.addAttempt(() => true, scene.repository.owner);
    await retry(scene, id);
    expect(run.requests).toEqual([]);
  });

  it('waits while other jobs of it go on', async () => {
    const scene = await setGitHubScene();
    const run = await scene.repository.startRun({ status: 'in_progress' });
    const id = await scene.addRun({ githubRunId: run.id, state: 'lost' });
    expect(await failureOf(retry(scene, id))).toMatchObject({ means: 'later' });
    run.finish('failure');
    await retry(scene, id);
    expect(run.requests).toHaveLength(1);
  });

  it.each(['succeeded', 'running'] as const)('is left alone when it is %s after all', async (state) => {
    const scene = await setGitHubScene();
    const run = await failed(scene);
    await retry(scene, await scene.addRun({ githubRunId: run.id, state }));
    expect(run.requests).toEqual([]);
  });

  it('is tried later when GitHub limits requests, for as long as it says', async () => {
    const scene = await setGitHubScene();
    const run = await failed(scene);
    const id = await scene.addRun({ githubRunId: run.id });
    scene.github.secondaryLimit({ path: /actions\/runs/, retryAfterSeconds: 77 });
    expect(await failureOf(retry(scene, id))).toMatchObject({ means: 'later', retryAfterMs: 77_000 });
  });
});

describe('what cannot be re-run', () => {
  it('is dispatched again with its inputs, where it was dispatched', async () => {
    const scene = await setGitHubScene();
    await scene.repository.commit({ branch: 'main', files: { [path]: dispatchable } });
    const run = await scene.repository.startRun({
      event: 'workflow_dispatch',
      path,
      status: 'completed',
      conclusion: 'failure',
    });
    const github = { event: 'workflow_dispatch', inputs: { prompt: 'count the files' } };
    const id = await scene.addRun({ githubRunId: run.id, github, isAsked: true });
    await retry(scene, id, monthMs);
    await retry(scene, id, monthMs);
    const [, made, ...others] = scene.repository.runs;
    expect([run.requests, others]).toEqual([[], []]);
    expect(made?.facts).toMatchObject({ event: 'workflow_dispatch', inputs: { prompt: 'count the files' } });
    expect(scene.github.violations).toEqual([]);
  });

  it.each([
    ['is not dispatched twice when the answer is lost', 'reset-after'],
    ['is dispatched when it was not, and another run’s dispatch is not taken for its own', 'reset'],
  ] as const)('%s', async (_, action) => {
    const scene = await setGitHubScene();
    await scene.repository.commit({ branch: 'main', files: { [path]: dispatchable } });
    const [one, two] = [await addDispatched(scene, 'one'), await addDispatched(scene, 'two')];
    scene.github.fault({ path: /dispatches/, action });
    await expect(retry(scene, two, monthMs)).rejects.toThrow(lostConnection);
    await retry(scene, one, monthMs);
    await retry(scene, two, monthMs);
    const prompts = scene.repository.runs.slice(2).map(({ facts }) => String(facts.inputs?.['prompt']));
    expect(prompts.toSorted((a, b) => a.localeCompare(b))).toEqual(['one', 'two']);
  });

  it('and was not dispatched is a person’s to start, and says how', async () => {
    const scene = await setGitHubScene();
    const run = await failed(scene);
    const failure = await failureOf(retry(scene, await scene.addRun({ githubRunId: run.id }), monthMs));
    expect(failure).toMatchObject({ means: 'final', message: expect.stringContaining('by a push') });
  });

  it('because it is gone says so', async () => {
    const scene = await setGitHubScene();
    const failure = await failureOf(retry(scene, await scene.addRun({ githubRunId: 404 })));
    expect(failure).toMatchObject({ means: 'final', message: expect.stringContaining('not there any more') });
  });

  it('because the App may not says which permission it lacks', async () => {
    const scene = await setGitHubScene({ permissions: { metadata: 'read', actions: 'read' } });
    const run = await failed(scene);
    const failure = await failureOf(retry(scene, await scene.addRun({ githubRunId: run.id })));
    expect(failure).toMatchObject({ means: 'final', message: expect.stringContaining('Actions: write') });
  });

  it('because there is no App there says what to set', async () => {
    const scene = await setGitHubScene({ isInstalled: false });
    const run = await failed(scene);
    const failure = await failureOf(retry(scene, await scene.addRun({ githubRunId: run.id })));
    expect(failure).toMatchObject({ means: 'final', message: expect.stringContaining('GITHUB_APP_ID') });
  });
});
