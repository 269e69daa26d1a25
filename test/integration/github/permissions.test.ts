import { expect, test } from 'vitest';
import { octokitFor, refusal, startScene } from './scene.ts';

test("a workflow's token does only what its permissions say", async () => {
  const { github, octokit, onPull, onIssue } = await startScene({
    permissions: { contents: 'read', pull_requests: 'read' },
  });
  const refused = await refusal(octokit.rest.issues.createComment({ ...onIssue, body: 'x' }));
  expect(refused).toMatchObject({ status: 403, message: 'Resource not accessible by integration' });
  expect(
    (await refusal(octokit.rest.pulls.createReview({ ...onPull, event: 'COMMENT', body: 'x' }))).status,
  ).toBe(403);
  expect((await refusal(octokit.rest.users.getAuthenticated())).status).toBe(403);
  await octokit.rest.pulls.get(onPull);
  expect(github.violations).toEqual([]);
});

test('either of two permissions lets a token write to the conversation of a pull request', async () => {
  const { github, repository, pull, onIssue } = await startScene();
  for (const permissions of [{ issues: 'write' }, { pull_requests: 'write' }] as const) {
    const octokit = octokitFor(github, repository.issueToken({ permissions }));
    await octokit.rest.issues.createComment({ ...onIssue, body: Object.keys(permissions).join() });
  }
  expect(pull.comments().map((comment) => comment.body)).toEqual(['issues', 'pull_requests']);
});

test('a private repository is not there for whom it is not for', async () => {
  const { github, octokit, at, onPull } = await startScene({
    private: true,
    permissions: { pull_requests: 'read' },
  });
  expect((await octokit.rest.pulls.get(onPull)).status).toBe(200);
  expect((await refusal(octokit.rest.actions.listArtifactsForRepo(at))).status).toBe(403);
  const other = await github.createRepository({ owner: 'other', name: 'thing' });
  expect((await refusal(octokitFor(github, other.issueToken()).rest.pulls.get(onPull))).status).toBe(404);
  expect((await refusal(octokitFor(github).rest.pulls.get(onPull))).status).toBe(404);
});

test('an unknown token is refused, and a public repository is read without one', async () => {
  const { github, onPull } = await startScene();
  expect(await refusal(octokitFor(github, 'ghs_made_up').rest.pulls.get(onPull))).toMatchObject({
    status: 401,
    message: 'Bad credentials',
  });
  expect((await octokitFor(github).rest.pulls.get(onPull)).data.title).toBe('Change a line');
});

test('people may edit what others wrote only with write access', async () => {
  const { github, repository, pull, at } = await startScene();
  const comment = pull.addComment({ author: 'dev', body: 'mine' });
  const edit = { ...at, comment_id: comment.id, body: 'edited' };
  const stranger = octokitFor(github, github.issuePersonalToken('stranger'));
  expect((await refusal(stranger.rest.issues.updateComment(edit))).status).toBe(403);
  repository.addCollaborator('maintainer', 'write');
  await octokitFor(github, github.issuePersonalToken('maintainer')).rest.issues.updateComment(edit);
  expect(pull.comments()[0]?.body).toBe('edited');
});

test('the permission of a person is told to a workflow', async () => {
  const { github, repository, octokit, at } = await startScene();
  repository.addCollaborator('maintainer', 'write');
  github.createUser({ login: 'stranger' });
  const ask = async (username: string): Promise<string> =>
    (await octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username })).data.permission;
  expect([await ask('acme'), await ask('maintainer'), await ask('stranger')]).toEqual([
    'admin',
    'write',
    'read',
  ]);
  expect(github.violations).toEqual([]);
});
