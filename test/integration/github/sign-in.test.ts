import { createHash, randomBytes } from 'node:crypto';
import { createOAuthUserAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { expect, test } from 'vitest';
import type { OAuthApp } from '../../github/oauth/oauth-app.ts';
import type { GitHub } from '../../github/server.ts';
import { octokitFor, refusal, startScene } from './scene.ts';

const CALLBACK = 'http://127.0.0.1:8787/auth/callback';

test('a person signs in: there with state and challenge, back with a code, which a token is had for once', async () => {
  const { github } = await startScene();
  github.createOrganization({ login: 'corp', members: { alice: 'admin' } });
  const app = github.oauth.createApp({ callbackUrl: CALLBACK });
  github.oauth.signIn('alice');
  const verifier = randomBytes(32).toString('base64url');
  const back = await authorize(github, app, { state: 'abc', scope: 'read:org', ...challengeOf(verifier) });
  expect(back.origin + back.pathname).toBe(CALLBACK);
  expect(back.searchParams.get('state')).toBe('abc');
  const code = back.searchParams.get('code') ?? '';
  const answer = await redeem(github, app, { code, code_verifier: verifier });
  expect(answer).toMatchObject({ token_type: 'bearer', scope: 'read:org' });
  expect(await redeem(github, app, { code, code_verifier: verifier })).toMatchObject({
    error: 'bad_verification_code',
  });
  const octokit = octokitFor(github, answer['access_token']);
  const me = await octokit.rest.users.getAuthenticated();
  expect(me.data.login).toBe('alice');
  expect(me.headers['x-oauth-scopes']).toBe('read:org');
  expect(github.violations).toEqual([]);
});

test('the code alone is worth nothing', async () => {
  const { github } = await startScene();
  const app = github.oauth.createApp({ callbackUrl: CALLBACK });
  const other = github.oauth.createApp({ callbackUrl: CALLBACK });
  github.oauth.signIn('alice');
  const verifier = randomBytes(32).toString('base64url');
  const newCode = async (): Promise<string> =>
    (await authorize(github, app, challengeOf(verifier))).searchParams.get('code') ?? '';
  const wrong: [object, string][] = [
    [{}, 'bad_verification_code'],
    [{ code_verifier: 'x'.repeat(43) }, 'bad_verification_code'],
    [{ code_verifier: verifier, client_secret: 'guessed' }, 'incorrect_client_credentials'],
    [{ code_verifier: verifier, client_id: 'unknown' }, 'incorrect_client_credentials'],
    [
      { code_verifier: verifier, client_id: other.clientId, client_secret: other.clientSecret },
      'bad_verification_code',
    ],
    [{ code_verifier: verifier, redirect_uri: 'https://evil.example/' }, 'redirect_uri_mismatch'],
    [{ code_verifier: verifier, grant_type: 'password' }, 'unsupported_grant_type'],
  ];
  for (const [fields, error] of wrong) {
    expect(await redeem(github, app, { code: await newCode(), ...fields })).toMatchObject({ error });
  }
  expect(await redeem(github, app, { code: await newCode(), code_verifier: verifier })).toHaveProperty(
    'access_token',
  );
});

test('who is sent to GitHub comes back with an error, or not at all', async () => {
  const { github } = await startScene();
  const app = github.oauth.createApp({ callbackUrl: CALLBACK });
  const nobody = await authorize(github, app, {});
  expect(nobody.pathname).toBe('/login');
  expect((await fetch(authorizeUrl(github, { client_id: 'unknown' }))).status).toBe(404);
  const elsewhere = await authorize(github, app, {
    redirect_uri: 'https://evil.example/callback',
    state: 's',
  });
  expect(elsewhere.href.startsWith(CALLBACK)).toBe(true);
  expect(elsewhere.searchParams.get('error')).toBe('redirect_uri_mismatch');
  github.oauth.signIn('alice');
  const port = await authorize(github, app, { redirect_uri: CALLBACK.replace('8787', '9999') });
  expect(port.port).toBe('9999');
  const plain = { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' };
  expect((await authorize(github, app, plain)).searchParams.get('error')).toBe('invalid_request');
  github.oauth.deny();
  const denied = await authorize(github, app, { state: 's' });
  expect([denied.searchParams.get('error'), denied.searchParams.get('state')]).toEqual([
    'access_denied',
    's',
  ]);
});

test('the real client exchanges a code, and uses the token', async () => {
  const { github } = await startScene();
  const app = github.oauth.createApp({ callbackUrl: CALLBACK });
  github.oauth.signIn('alice');
  const code = (await authorize(github, app, { scope: 'read:org user' })).searchParams.get('code') ?? '';
  const { clientId, clientSecret } = app;
  const octokit = new Octokit({
    baseUrl: github.apiUrl,
    authStrategy: createOAuthUserAuth,
    auth: { clientType: 'oauth-app', clientId, clientSecret, code },
  });
  expect((await octokit.rest.users.getAuthenticated()).data.login).toBe('alice');
});

test('organizations and memberships are told to a token with the scope, and to its person alone', async () => {
  const { github } = await startScene();
  const corp = github.createOrganization({ login: 'corp', members: { alice: 'admin', bob: 'member' } });
  corp.setMember('carol', 'member', 'pending');
  const as = (login: string, ...scopes: string[]): Octokit =>
    octokitFor(github, github.oauth.issueToken(login, scopes));
  const bob = as('bob', 'read:org');
  expect((await bob.rest.orgs.listForAuthenticatedUser()).data.map(({ login }) => login)).toEqual(['corp']);
  expect((await bob.rest.orgs.getMembershipForAuthenticatedUser({ org: 'corp' })).data).toMatchObject({
    role: 'member',
    state: 'active',
    organization: { id: corp.user.id },
  });
  const carol = as('carol', 'read:org');
  expect((await carol.rest.orgs.getMembershipForAuthenticatedUser({ org: 'corp' })).data.state).toBe(
    'pending',
  );
  expect((await carol.rest.orgs.listForAuthenticatedUser()).data).toEqual([]);
  const dave = as('dave', 'read:org');
  expect((await refusal(dave.rest.orgs.getMembershipForAuthenticatedUser({ org: 'corp' }))).status).toBe(404);
  const bare = as('alice');
  expect((await refusal(bare.rest.orgs.listForAuthenticatedUser())).status).toBe(403);
  expect((await refusal(bare.rest.orgs.getMembershipForAuthenticatedUser({ org: 'corp' }))).status).toBe(403);
  expect((await bare.rest.users.getAuthenticated()).data.login).toBe('alice');
  corp.removeMember('bob');
  expect((await refusal(bob.rest.orgs.getMembershipForAuthenticatedUser({ org: 'corp' }))).status).toBe(404);
  github.oauth.revoke('bob');
  expect((await refusal(bob.rest.users.getAuthenticated())).status).toBe(401);
  expect(github.violations).toEqual([]);
});

test('a token without the repo scope neither sees nor changes what only its person may', async () => {
  const { github, repository, at, onIssue } = await startScene({ private: true });
  repository.addCollaborator('alice', 'write');
  const bare = octokitFor(github, github.oauth.issueToken('alice', ['read:org']));
  expect((await refusal(bare.rest.repos.get(at))).status).toBe(404);
  const full = octokitFor(github, github.oauth.issueToken('alice', ['repo']));
  expect((await full.rest.issues.get(onIssue)).status).toBe(200);
});

function authorizeUrl(github: GitHub, query: Record<string, string>): string {
  return `${new URL(github.apiUrl).origin}/login/oauth/authorize?${new URLSearchParams(query).toString()}`;
}

/** Where the browser is sent. */
async function authorize(github: GitHub, app: OAuthApp, query: Record<string, string>): Promise<URL> {
  const url = authorizeUrl(github, { client_id: app.clientId, ...query });
  const answer = await fetch(url, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '', url);
}

async function redeem(github: GitHub, app: OAuthApp, fields: object): Promise<Record<string, string>> {
  const answer = await fetch(`${new URL(github.apiUrl).origin}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, ...fields }),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, string>;
}

function challengeOf(verifier: string): { code_challenge: string; code_challenge_method: string } {
  const code_challenge = createHash('sha256').update(verifier).digest('base64url');
  return { code_challenge, code_challenge_method: 'S256' };
}
