import { expect, it } from 'vitest';
import { retryDeadLetter, retryDeadLetters } from '../../../../runner-pool/services/dead-letters.ts';
import { retryRun } from '../../../../runner-pool/services/retry-run.ts';
import { TaskFailure } from '../../../../runner-pool/task-failure.ts';
import { type GitHubScene, setGitHubScene } from './github-scene.ts';

const path = '.github/workflows/deploy.yml';
const dispatchable =
  'name: Deploy\non: workflow_dispatch\njobs:\n  deploy: { runs-on: ubuntu-latest, steps: [] }\n';
const monthMs = 31 * 24 * 3_600_000;

async function refusalOf({ context, orgId }: GitHubScene, ref: string, laterMs = 0): Promise<string> {
  const clock = (): number => Date.now() + laterMs;
  const signal = new AbortController().signal;
  const error: unknown = await retryRun({ ...context, clock }, { orgId, ref }, signal).catch(
    (reason: unknown) => reason,
  );
  if (error === undefined) return '';
  if (!(error instanceof TaskFailure)) throw error;
  expect(error.means).toBe('final');
  return error.message;
}

it.each(['token:mine', 'person:7', 'artifact:1:2:1'])(
  'runs nothing again by itself that %s alone speaks for',
  async (admittedAs) => {
    const scene = await setGitHubScene();
    const run = await scene.repository.startRun({ status: 'completed', conclusion: 'failure' });
    const id = await scene.addRun({ githubRunId: run.id, admittedAs });
    expect(await refusalOf(scene, id)).toContain('nobody proved which workflow run');
    expect(run.requests).toEqual([]);
  },
);

it('runs it again where somebody asks for it', async () => {
  const scene = await setGitHubScene();
  const run = await scene.repository.startRun({ status: 'completed', conclusion: 'failure' });
  const id = await scene.addRun({ githubRunId: run.id, admittedAs: 'token:mine', isAsked: true });
  expect(await refusalOf(scene, id)).toBe('');
  expect(run.requests).toHaveLength(1);
});

it.each<[string, object, string]>([
  ['event', { event: 'workflow_dispatch' }, 'event'],
  ['commit', { sha: 'c'.repeat(40), headSha: 'd'.repeat(40) }, 'commit'],
  ['workflow', { workflowRef: 'acme/widgets/.github/workflows/other.yml@refs/heads/main' }, 'workflow'],
  ['actor', { actorId: 987_654 }, 'actor'],
])('leaves a workflow run alone of which GitHub tells another %s, whoever asks', async (_, github, name) => {
  const scene = await setGitHubScene();
  const run = await scene.repository.startRun({ status: 'completed', conclusion: 'failure' });
  const id = await scene.addRun({ githubRunId: run.id, github, isAsked: true });
  expect(await refusalOf(scene, id)).toContain(`otherwise than the run did about: ${name}.`);
  expect(run.requests).toEqual([]);
});

it('leaves one alone that says that it is of an attempt to come', async () => {
  const scene = await setGitHubScene();
  const run = await scene.repository.startRun({ status: 'completed', conclusion: 'failure' });
  const id = await scene.addRun({ githubRunId: run.id, attempt: 2 });
  expect(await refusalOf(scene, id)).toContain('about: attempt.');
});

it('takes what GitHub tells the same, the head of a pull request beside its merge too', async () => {
  const scene = await setGitHubScene();
  const run = await scene.repository.startRun({ status: 'completed', conclusion: 'failure' });
  const github = {
    event: 'pull_request',
    sha: 'c'.repeat(40),
    headSha: run.facts.headSha,
    workflowRef: 'acme/widgets/.github/workflows/review.yml@refs/pull/1/merge',
    actorId: run.facts.actor.id,
  };
  expect(await refusalOf(scene, await scene.addRun({ githubRunId: run.id, github }))).toBe('');
  expect(run.requests).toHaveLength(1);
});

it('dispatches by itself with no inputs that the run alone told of, and only on the branch that GitHub names', async () => {
  const scene = await setGitHubScene();
  await scene.repository.commit({ branch: 'main', files: { [path]: dispatchable } });
  const event = 'workflow_dispatch';
  const run = await scene.repository.startRun({ event, path, status: 'completed', conclusion: 'failure' });
  const inputs = { environment: 'production' };
  const one = await scene.addRun({ githubRunId: run.id, subject: 'one', github: { event, inputs } });
  expect(await refusalOf(scene, one, monthMs)).toContain('inputs that only the run itself told of');
  expect(scene.repository.runs).toHaveLength(1);
  const github = { event, ref: 'refs/heads/somebody-elses' };
  const two = await scene.addRun({ githubRunId: run.id, subject: 'two', github });
  expect(await refusalOf(scene, two, monthMs)).toBe('');
  expect(scene.repository.runs[1]?.facts).toMatchObject({ headBranch: 'main', event });
});

it('takes it for no look at a dead letter that all of a filter is done again', async () => {
  const scene = await setGitHubScene();
  const { context, orgId } = scene;
  const run = await scene.repository.startRun({ status: 'completed', conclusion: 'failure' });
  const ref = await scene.addRun({ githubRunId: run.id, admittedAs: 'token:mine' });
  await scene.database.look(
    `insert into dead_letters (org_id, id, queue, kind, ref, attempts, error) values ($1, 'letter', 'retries', 'retry-run', $2, 0, '')`,
    [orgId, ref],
  );
  await retryDeadLetters(context, orgId, { kind: 'retry-run' });
  expect(await refusalOf(scene, ref)).toContain('nobody proved');
  await scene.database.look('update dead_letters set retried_at = null');
  await retryDeadLetter(context, orgId, 'letter');
  expect(await refusalOf(scene, ref)).toBe('');
  expect(run.requests).toHaveLength(1);
});
