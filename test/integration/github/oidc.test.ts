import { getIDToken } from '@actions/core';
import { createRemoteJWKSet, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import { afterEach, expect, test, vi } from 'vitest';
import type { Signing } from '../../github/oidc/signing-key.ts';
import type { GitHub } from '../../github/server.ts';
import { startScene } from './scene.ts';

const AUDIENCE = 'https://orchestrator.example';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test("a job's token says which run it is of, and is signed by the issuer's key", async () => {
  const { github, repository, pull } = await startScene();
  const run = await repository.startRun({ pullRequest: pull, attempt: 2 });
  for (const [name, value] of Object.entries(github.oidc.environment(run))) vi.stubEnv(name, value);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true); // the toolkit has the runner mask the token
  const claims = await verify(github, await getIDToken(AUDIENCE));
  expect(claims).toMatchObject({
    sub: 'repo:acme/widgets:pull_request',
    repository: 'acme/widgets',
    repository_id: String(repository.id),
    repository_owner_id: String(repository.owner.id),
    repository_visibility: 'public',
    run_id: String(run.id),
    run_number: '1',
    run_attempt: '2',
    event_name: 'pull_request',
    ref: 'refs/pull/1/merge',
    sha: pull.mergeSha,
    head_ref: 'change',
    base_ref: 'main',
    actor: 'dev',
    workflow_ref: 'acme/widgets/.github/workflows/review.yml@refs/pull/1/merge',
    job_workflow_ref: 'acme/widgets/.github/workflows/review.yml@refs/pull/1/merge',
    runner_environment: 'github-hosted',
  });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(300);
  expect(github.violations).toEqual([]);
});

test('without an audience the token is for the address of the owner', async () => {
  const { github, repository } = await startScene();
  const run = await repository.startRun({ event: 'push' });
  const { value } = await askForToken(github.oidc.environment(run, { environment: 'production' }));
  await expect(verify(github, value)).rejects.toMatchObject({
    code: 'ERR_JWT_CLAIM_VALIDATION_FAILED',
    claim: 'aud',
  });
  const claims = await verify(github, value, `${github.serverUrl}/acme`);
  expect(claims).toMatchObject({
    sub: 'repo:acme/widgets:environment:production',
    environment: 'production',
  });
  expect(claims).toMatchObject({ ref: 'refs/heads/main', head_ref: '' });
});

test('a token is given only to a job under way, with the secret it was handed', async () => {
  const { github, repository } = await startScene();
  const run = await repository.startRun({ event: 'push' });
  const environment = github.oidc.environment(run);
  expect((await askForToken({ ...environment, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'made-up' })).status).toBe(401);
  const other = github.oidc.environment(await repository.startRun({ event: 'push' }));
  const mixed = {
    ...environment,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: other['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '',
  };
  expect((await askForToken(mixed)).status).toBe(401);
  expect((await askForToken(environment)).status).toBe(200);
  run.finish('success');
  expect((await askForToken(environment)).status).toBe(401);
});

test("a fork's pull request gets no token", async () => {
  const { github, repository } = await startScene();
  const fork = await repository.fork('contributor');
  await fork.commit({ branch: 'idea', files: { 'idea.txt': 'new\n' } });
  const pull = await repository.openPullRequest({ title: 'Idea', head: 'idea', fromFork: fork });
  expect(github.oidc.environment(await repository.startRun({ pullRequest: pull }))).toEqual({});
});

test('no forged token passes, and an expired one does not either', async () => {
  const { github, repository } = await startScene();
  const claims = github.oidc.claims(await repository.startRun({ event: 'push' }), { audience: AUDIENCE });
  await verify(github, await github.oidc.sign(claims));
  const codes: Record<Exclude<Signing, 'issuer'>, string> = {
    none: 'ERR_JOSE_NOT_SUPPORTED',
    'other key': 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    'HS256 with the public key': 'ERR_JOSE_NOT_SUPPORTED',
  };
  for (const [signing, code] of Object.entries(codes) as [Signing, string][]) {
    await expect(verify(github, await github.oidc.sign(claims, signing))).rejects.toMatchObject({ code });
  }
  const past = { ...claims, iat: 1, nbf: 1, exp: 2 };
  await expect(verify(github, await github.oidc.sign(past))).rejects.toMatchObject({
    code: 'ERR_JWT_EXPIRED',
  });
});

test('a rotated key is fetched when a token names it, and the former one can be dropped', async () => {
  const { github, repository } = await startScene();
  const claims = github.oidc.claims(await repository.startRun({ event: 'push' }), { audience: AUDIENCE });
  const before = await github.oidc.sign(claims);
  const keys = keySet(github);
  await jwtVerify(before, keys);
  github.oidc.rotateKey();
  const after = await github.oidc.sign(claims);
  expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
  await jwtVerify(after, keys);
  await jwtVerify(before, keys);
  expect(github.oidc.fetches.jwks).toBe(2);
  github.oidc.rotateKey({ dropFormer: true });
  await expect(jwtVerify(after, keySet(github))).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
});

test('while the issuer is down, who has the keys goes on', async () => {
  const { github, repository } = await startScene();
  const token = await github.oidc.sign(github.oidc.claims(await repository.startRun({ event: 'push' })));
  const keys = keySet(github);
  await jwtVerify(token, keys);
  github.oidc.down();
  await jwtVerify(token, keys);
  await expect(jwtVerify(token, keySet(github))).rejects.toThrow('Expected 200 OK');
  expect((await fetch(`${github.oidc.issuer}/.well-known/openid-configuration`)).status).toBe(503);
  github.oidc.up();
  const configuration = await (await fetch(`${github.oidc.issuer}/.well-known/openid-configuration`)).json();
  expect(configuration).toMatchObject({
    issuer: github.oidc.issuer,
    jwks_uri: `${github.oidc.issuer}/.well-known/jwks`,
  });
  expect(github.oidc.fetches).toEqual({ configuration: 2, jwks: 2 });
});

async function verify(github: GitHub, token: string, audience = AUDIENCE): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, keySet(github), { issuer: github.oidc.issuer, audience });
  return payload;
}

function keySet(github: GitHub): ReturnType<typeof createRemoteJWKSet> {
  return createRemoteJWKSet(new URL(`${github.oidc.issuer}/.well-known/jwks`), {
    cooldownDuration: 0,
  });
}

async function askForToken(environment: Record<string, string>): Promise<{ status: number; value: string }> {
  const headers = { authorization: `Bearer ${environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}` };
  const answer = await fetch(environment['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '', { headers });
  const { value = '' } = (await answer.json()) as { value?: string };
  return { status: answer.status, value };
}
