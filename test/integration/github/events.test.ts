import { expect, test } from 'vitest';
import { startScene } from './scene.ts';

type Loose = Record<string, unknown>;

test('a pull_request event is about our pull request throughout', async () => {
  const { repository, pull } = await startScene();
  const before = pull.headSha;
  await pull.push({ 'more.txt': 'more\n' });
  const event = (await pull.event('synchronize')) as Loose;
  expect(event).toMatchObject({ action: 'synchronize', number: 1, before, after: pull.headSha });
  expect(event['pull_request']).toMatchObject({
    id: pull.id,
    head: { sha: pull.headSha, ref: 'change', repo: { full_name: 'acme/widgets' } },
    base: { sha: pull.baseSha, repo: { id: repository.id } },
    changed_files: 2,
    commits: 2,
    user: { login: 'dev' },
  });
  expect(event['repository']).toMatchObject({ id: repository.id, private: false });
  expect(event['sender']).toMatchObject({ login: 'dev' });
  expect(JSON.stringify(event)).not.toContain('Codertocat');
});

test("a fork's pull request says so", async () => {
  const { repository } = await startScene();
  const fork = await repository.fork('contributor');
  await fork.commit({ branch: 'idea', files: { 'idea.txt': 'new\n' } });
  const pull = await repository.openPullRequest({
    title: 'From a fork',
    head: 'idea',
    fromFork: fork,
    draft: true,
  });
  const event = (await pull.event('opened')) as Loose;
  expect(event['pull_request']).toMatchObject({
    draft: true,
    head: { repo: { fork: true, full_name: 'contributor/widgets' } },
  });
  expect(event).not.toHaveProperty('before');
});

test('comments, issues, runs and dispatches have their events', async () => {
  const { repository, pull } = await startScene();
  const comment = pull.addComment({ author: 'maintainer', body: '@claude look' });
  expect(pull.commentEvent('created', comment)).toMatchObject({
    issue: { number: 1, pull_request: { url: expect.stringContaining('/pulls/1') } },
    comment: { body: '@claude look', user: { login: 'maintainer' } },
    sender: { login: 'maintainer' },
  });
  const issue = repository.openIssue({ title: 'Broken', author: 'dev' });
  expect(issue.event('opened')).toMatchObject({ action: 'opened', issue: { number: 2, title: 'Broken' } });
  const run = await repository.startRun({ event: 'push', status: 'completed', conclusion: 'failure' });
  expect(repository.workflowRunEvent(run)).toMatchObject({
    action: 'completed',
    workflow_run: { id: run.id, conclusion: 'failure' },
  });
  expect(repository.workflowDispatchEvent({ task: 'review' })).toMatchObject({
    inputs: { task: 'review' },
    ref: 'refs/heads/main',
  });
  expect(repository.repositoryDispatchEvent('go', { a: 1 })).toMatchObject({
    action: 'go',
    client_payload: { a: 1 },
  });
  expect(repository.scheduleEvent()).toMatchObject({ schedule: '0 4 * * *' });
});
