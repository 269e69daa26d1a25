import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { octokitFor, octokitOfApp, refusal, startScene } from './scene.ts';

test('an app finds its installations and works with a token of one of them', async () => {
  const { github, repository, at } = await startScene({ private: true });
  const app = await github.createApp();
  const installation = app.install({ account: 'acme' });
  const asApp = octokitOfApp(github, app);
  expect((await asApp.rest.apps.getAuthenticated()).data).toMatchObject({ id: app.id, slug: app.slug });
  expect((await asApp.rest.apps.listInstallations()).data.map(({ id }) => id)).toEqual([installation.id]);
  expect((await asApp.rest.apps.getRepoInstallation(at)).data.id).toBe(installation.id);
  expect((await asApp.rest.apps.getUserInstallation({ username: 'acme' })).data.target_type).toBe('User');
  expect((await refusal(asApp.rest.apps.getOrgInstallation({ org: 'acme' }))).status).toBe(404);
  const installed = octokitOfApp(github, app, installation.id);
  const { data } = await installed.rest.apps.listReposAccessibleToInstallation();
  expect(data.repositories.map(({ id }) => id)).toEqual([repository.id]);
  const run = await repository.startRun({ event: 'push', status: 'completed', conclusion: 'failure' });
  await installed.rest.actions.reRunWorkflowFailedJobs({ ...at, run_id: run.id });
  expect(run.requests).toEqual([{ kind: 're-run failed jobs', by: 'claude-orchestrator[bot]', attempt: 1 }]);
  expect(github.violations).toEqual([]);
});

test('an organization is asked for by its name', async () => {
  const { github } = await startScene();
  github.createOrganization({ login: 'corp' });
  const app = await github.createApp();
  const { id } = app.install({ account: 'corp' });
  const { data } = await octokitOfApp(github, app).rest.apps.getOrgInstallation({ org: 'corp' });
  expect(data).toMatchObject({ id, target_type: 'Organization', repository_selection: 'all' });
  expect(github.violations).toEqual([]);
});

test('a token does what was asked for it, in the repositories it was asked for', async () => {
  const { github, repository, at, onIssue } = await startScene({ private: true });
  const other = await github.createRepository({ owner: 'acme', name: 'other', private: true });
  const app = await github.createApp();
  const installation = app.install({ account: 'acme', repositories: [repository, other] });
  const asApp = octokitOfApp(github, app);
  const here = { installation_id: installation.id };
  const { data } = await asApp.rest.apps.createInstallationAccessToken({
    ...here,
    repositories: ['widgets'],
    permissions: { issues: 'read' },
  });
  expect(data).toMatchObject({ permissions: { issues: 'read' }, repository_selection: 'selected' });
  expect(Math.round((Date.parse(data.expires_at) - Date.now()) / 60_000)).toBe(60);
  const octokit = octokitFor(github, data.token);
  await octokit.rest.issues.get(onIssue);
  expect((await refusal(octokit.rest.issues.createComment({ ...onIssue, body: 'x' }))).status).toBe(403);
  expect((await refusal(octokit.rest.repos.get({ ...at, repo: 'other' }))).status).toBe(404);
  const more = [
    { permissions: { administration: 'write' } },
    { repositories: ['gone'] },
    { repository_ids: [7] },
  ] as const;
  for (const wanted of more) {
    const asked = asApp.rest.apps.createInstallationAccessToken({ ...here, ...(wanted as object) });
    expect((await refusal(asked)).status).toBe(422);
  }
});

test('a token ends with its hour; a suspended or removed installation gives none', async () => {
  const { github, repository, at } = await startScene();
  const app = await github.createApp();
  const installation = app.install({ account: 'acme' });
  const { token } = installation.issueToken();
  await octokitFor(github, token).rest.repos.get(at);
  installation.expireTokens();
  expect((await refusal(octokitFor(github, token).rest.repos.get(at))).status).toBe(401);
  const later = installation.issueToken().token;
  await octokitFor(github, later).rest.repos.get(at);
  const ask = { installation_id: installation.id };
  installation.suspend();
  expect((await refusal(octokitFor(github, later).rest.repos.get(at))).message).toContain('suspended');
  const asApp = octokitOfApp(github, app);
  expect((await refusal(asApp.rest.apps.createInstallationAccessToken(ask))).status).toBe(403);
  expect((await asApp.rest.apps.getInstallation(ask)).data.suspended_at).not.toBeNull();
  installation.uninstall();
  expect((await refusal(asApp.rest.apps.createInstallationAccessToken(ask))).status).toBe(404);
  expect((await refusal(asApp.rest.apps.getRepoInstallation(at))).status).toBe(404);
  expect(repository.fullName).toBe('acme/widgets');
});

test('only a JWT that the app signed, for ten minutes at most, speaks for it', async () => {
  const { github } = await startScene();
  const app = await github.createApp();
  const now = Math.floor(Date.now() / 1000);
  const key = createPrivateKey(app.privateKey);
  const ask = async (from: { claims?: object; key?: KeyObject; token?: string }): Promise<string> => {
    const claims = { iat: now - 30, exp: now + 500, iss: String(app.id), ...from.claims };
    const jwt =
      from.token ?? (await new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(from.key ?? key));
    const answer = await fetch(`${github.apiUrl}/app`, { headers: { authorization: `Bearer ${jwt}` } });
    const { message = 'fine' } = (await answer.json()) as { message?: string };
    return `${answer.status} ${message}`;
  };
  expect(await ask({})).toBe('200 fine');
  expect(await ask({ claims: { iss: app.clientId } })).toBe('200 fine');
  const forger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  expect(await ask({ key: forger })).toBe('401 A JSON web token could not be decoded');
  expect(await ask({ token: github.issuePersonalToken('dev') })).toBe(
    '401 A JSON web token could not be decoded',
  );
  expect(await ask({ claims: { iss: '7' } })).toBe('404 Integration not found');
  expect(await ask({ claims: { exp: now - 1 } })).toMatch(/^401 'Expiration time' claim .* must be/);
  expect(await ask({ claims: { exp: now + 3600 } })).toMatch(/^401 'Expiration time' claim .* too far/);
  expect(await ask({ claims: { iat: now + 300 } })).toMatch(/^401 'Issued at' claim/);
});
