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

test('the permission of a person is told to a workflow, with the role that gives it', async () => {
  const { github, repository, octokit, at } = await startScene();
  const roles = ['read', 'triage', 'write', 'maintain', 'admin', { name: 'carer', base: 'triage' }] as const;
  for (const [index, role] of roles.entries()) repository.addCollaborator(`person-${index}`, role);
  github.createUser({ login: 'stranger' });
  const ask = async (username: string): Promise<string> => {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username });
    return `${data.permission} ${data.role_name} ${data.user?.permissions?.push}`;
  };
  const people = ['acme', 'stranger', ...roles.map((_, index) => `person-${index}`)];
  expect(await Promise.all(people.map(ask))).toEqual([
    'admin admin true',
    'read read false',
    'read read false',
    'read triage false',
    'write write true',
    'write maintain true',
    'admin admin true',
    'read carer false',
  ]);
  expect(github.violations).toEqual([]);
});

test('nobody has a permission who is no person, or is there no more', async () => {
  const { github, octokit, at } = await startScene();
  github.createUser({ login: 'Copilot', type: 'Bot' });
  for (const username of ['Copilot', 'github-actions[bot]', 'gone']) {
    const refused = await refusal(octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username }));
    expect(refused).toMatchObject({ status: 404, message: `${username} is not a user` });
  }
  expect(github.violations).toEqual([]);
});

test('permissions are told to no token that is not concerned with the repository', async () => {
  const { github, repository, at } = await startScene();
  github.createUser({ login: 'stranger' });
  const other = await github.createRepository({ owner: 'other', name: 'thing' });
  const tokens = [
    other.issueToken(),
    repository.issueToken({ permissions: { metadata: 'none' } }),
    github.issuePersonalToken('stranger'),
  ];
  for (const token of tokens) {
    const asked = octokitFor(github, token).rest.repos.getCollaboratorPermissionLevel({
      ...at,
      username: 'acme',
    });
    expect((await refusal(asked)).status).toBe(403);
  }
  const asked = octokitFor(github).rest.repos.getCollaboratorPermissionLevel({ ...at, username: 'acme' });
  expect((await refusal(asked)).status).toBe(401);
});
