import { expect, it } from 'vitest';
import { announceRun } from '../../../../runner-pool/services/announce-run.ts';
import { addTask } from '../../../../runner-pool/store/outbox.ts';
import { addIssueComment } from '../../../github/issue.ts';
import type { PullRequest } from '../../../github/pull-request.ts';
import { type GitHubScene, setGitHubScene } from './github-scene.ts';

async function lostReview(): Promise<{ scene: GitHubScene; pull: PullRequest; id: string }> {
  const scene = await setGitHubScene();
  await scene.repository.commit({ branch: 'change', files: { 'a.txt': 'b\n' } });
  const pull = await scene.repository.openPullRequest({ title: 'Change', head: 'change', author: 'dev' });
  const id = await scene.addRun({
    githubRunId: 7,
    state: 'lost',
    subject: `pr-${pull.number}`,
    github: { pullRequest: pull.number },
  });
  return { scene, pull, id };
}

const announce = async ({ context, orgId }: GitHubScene, ref: string): Promise<void> =>
  announceRun(context, { orgId, ref }, new AbortController().signal);

const said = (pull: PullRequest): string[] => pull.comments().map(({ body }) => body);

it('tells the pull request of a run that was lost, once, and what comes next', async () => {
  const { scene, pull, id } = await lostReview();
  await announce(scene, id);
  await announce(scene, id);
  expect(said(pull)).toHaveLength(1);
  expect(said(pull)[0]).toContain('**The review was lost.**');
  expect(said(pull)[0]).toContain('It is not run again by itself.');
  expect(pull.comments()[0]?.author).toBe('claude-orchestrator[bot]');
  const runAfter = new Date(Date.now() + 600_000).toISOString();
  await scene.context.database.inOrganization(scene.orgId, async (tx) =>
    addTask(tx, { orgId: scene.orgId, kind: 'retry-run', ref: id, runAfter }),
  );
  await announce(scene, id);
  expect(said(pull)).toHaveLength(1);
  expect(said(pull)[0]).toContain(`It will be run again by itself, about ${runAfter.slice(0, 10)}`);
  expect(scene.github.violations).toEqual([]);
});

it('is not told twice when the answer is lost', async () => {
  const { scene, pull, id } = await lostReview();
  scene.github.fault({ method: 'POST', path: /\/comments$/, action: 'reset-after' });
  await expect(announce(scene, id)).rejects.toThrow(
    /other side closed|terminated|fetch failed|socket|ECONNRESET/i,
  );
  await announce(scene, id);
  expect(said(pull)).toHaveLength(1);
});

it('says so in the same place when the run came back', async () => {
  const { scene, pull, id } = await lostReview();
  await announce(scene, id);
  await scene.database.look("update runs set state = 'succeeded'");
  await announce(scene, id);
  expect(said(pull)).toHaveLength(1);
  expect(said(pull)[0]).toContain('was heard of again: succeeded');
});

it('says nothing of a run that came back before anybody was told', async () => {
  const { scene, pull, id } = await lostReview();
  await scene.database.look("update runs set state = 'succeeded'");
  await announce(scene, id);
  expect(said(pull)).toEqual([]);
});

it('does not take a stranger’s comment with the same marker for its own', async () => {
  const { scene, pull, id } = await lostReview();
  const marker = `<!-- claude-orchestrator:lost pr-${pull.number} review -->`;
  const stranger = scene.github.createUser({ login: 'stranger' });
  addIssueComment(scene.repository, pull, stranger, `${marker}\n\nnothing was lost`);
  await announce(scene, id);
  expect(said(pull)).toHaveLength(2);
  expect(said(pull)[0]).toContain('nothing was lost');
});

it('leaves a run alone that was about no pull request, and one that was about a closed conversation', async () => {
  const { scene, id } = await lostReview();
  const other = await scene.addRun({ githubRunId: 8, state: 'lost', subject: 'nightly' });
  await announce(scene, other);
  expect(scene.github.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  await scene.database.look(`update runs set github = github || '{"pullRequest": 4000}' where id = $1`, [id]);
  await announce(scene, id);
});
