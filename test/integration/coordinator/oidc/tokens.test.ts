import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import type { Signing } from '../../../github/oidc/signing-key.ts';
import { admissionRequest, ask } from '../../../helpers/coordinator/runs.ts';
import { startOidcScene } from './scene.ts';

const ascending = (a: number, b: number): number => a - b;

const scene = await startOidcScene();
afterAll(scene.close);
const { github, coordinator } = scene;
const now = () => Math.floor(Date.now() / 1000);

it('admits a job by its token alone', async () => {
  const run = await scene.startRun();
  const answer = await scene.ask(run, await github.oidc.sign(scene.claims(run)));
  expect(answer).toMatchObject({ status: 201, body: { state: 'running' } });
  const shown = await (await coordinator.fetch(`/v1/runs/${String(answer.body['runId'])}`)).json();
  expect(shown).toMatchObject({ admittedAs: `oidc:${scene.repository.id}:${run.id}:1` });
});

it.each<[string, Signing]>([
  ['a forger’s key under the issuer’s key id', 'other key'],
  ['no signature', 'none'],
  ['HS256 with the public key as the secret', 'HS256 with the public key'],
])('refuses %s', async (_, signing) => {
  const run = await scene.startRun();
  const answer = await scene.ask(run, await github.oidc.sign(scene.claims(run), signing));
  expect(answer).toMatchObject({ status: 401, body: { code: 'bad_credential' } });
});

it.each<[string, Record<string, unknown>, string]>([
  ['the default audience', { aud: 'https://github.com/acme' }, 'bad_oidc_token'],
  ['another service’s audience', { aud: 'sts.amazonaws.com' }, 'bad_oidc_token'],
  ['our audience among others', { aud: ['https://coordinator.example', 'x'] }, 'bad_oidc_token'],
  ['our audience with a slash', { aud: 'https://coordinator.example/' }, 'bad_oidc_token'],
  ['another issuer', { iss: 'https://token.actions.githubusercontent.com.evil.example' }, 'bad_credential'],
  ['the issuer with a slash', { iss: `${github.oidc.issuer}/` }, 'bad_credential'],
  ['an end in the past', { exp: now() - 61 }, 'bad_oidc_token'],
  ['a start in the future', { nbf: now() + 120 }, 'bad_oidc_token'],
  ['an issue in the future', { iat: now() + 120 }, 'bad_oidc_token'],
  ['an issue long ago', { iat: now() - 4_000 }, 'bad_oidc_token'],
  ['no end', { exp: undefined }, 'bad_oidc_token'],
  ['no issue', { iat: undefined }, 'bad_oidc_token'],
  ['no start', { nbf: undefined }, 'bad_oidc_token'],
  ['no id', { jti: undefined }, 'bad_oidc_token'],
  ['an empty id', { jti: '' }, 'bad_oidc_token'],
  ['no repository', { repository_id: undefined }, 'bad_oidc_token'],
  ['a repository id that is no number', { repository_id: '12x' }, 'bad_oidc_token'],
  ['an owner id as a number', { repository_owner_id: 5 }, 'bad_oidc_token'],
  ['no owner', { repository_owner_id: undefined }, 'bad_oidc_token'],
])('refuses a token with %s', async (_, change, code) => {
  const run = await scene.startRun();
  const answer = await scene.ask(run, await github.oidc.sign({ ...scene.claims(run), ...change }));
  expect(answer).toMatchObject({ status: 401, body: { code } });
});

it.each<[string, Record<string, unknown>, string]>([
  ['another repository', { repository_id: '99' }, 'repository.id'],
  ['another workflow run', { run_id: '99' }, 'github.runId'],
  ['another attempt', { run_attempt: '2' }, 'github.runAttempt'],
  ['another event', { event_name: 'pull_request_target' }, 'github.event'],
  ['another ref', { ref: 'refs/heads/other' }, 'github.ref'],
  ['another commit', { sha: 'c'.repeat(40) }, 'github.sha'],
  ['another actor', { actor_id: '99' }, 'github.actorId'],
  ['another workflow', { workflow_ref: 'acme/widgets/.github/workflows/evil.yml@x' }, 'github.workflowRef'],
  ['another repository’s name', { repository: 'acme/other' }, 'repository.fullName'],
])('refuses a job of %s', async (_, change, name) => {
  const run = await scene.startRun();
  const answer = await scene.ask(run, await github.oidc.sign({ ...scene.claims(run), ...change }));
  expect(answer).toMatchObject({ status: 403, body: { code: 'claims_mismatch', differs: [name] } });
});

it('refuses a job of an owner for whom no organization stands, and says how to bind one', async () => {
  const run = await scene.startRun();
  const claims: Record<string, unknown> = { ...scene.claims(run), repository_owner_id: '987654' };
  const token = await github.oidc.sign(claims);
  const answer = await scene.ask(run, token);
  expect(answer).toMatchObject({ status: 403, body: { code: 'not_enrolled' } });
  expect(answer.body['detail']).toContain('githubOwnerId');
  const remembered = 'select jti from used_tokens where jti = $1';
  expect(await coordinator.database.look(remembered, [claims['jti']])).toEqual([]);
});

it('takes a token once, however many bring it at once', async () => {
  const run = await scene.startRun();
  const token = await github.oidc.sign(scene.claims(run));
  const answers = await Promise.all(Array.from({ length: 8 }, async () => scene.ask(run, token)));
  expect(answers.map(({ status }) => status).sort(ascending)).toEqual([201, ...Array(7).fill(401)]);
  const fresh = await github.oidc.sign({ ...scene.claims(run), jti: randomUUID() });
  expect((await scene.ask(run, fresh)).status).toBe(200);
});

it('lets clocks differ by a minute', async () => {
  const run = await scene.startRun();
  const claims = { ...scene.claims(run), iat: now() + 50, nbf: now() + 50, exp: now() + 300 };
  expect((await scene.ask(run, await github.oidc.sign(claims))).status).toBe(201);
});

it('asks for enrolment before it admits a job of another repository of the owner, unless the policy takes them all', async () => {
  const gadgets = await github.createRepository({ owner: 'acme', name: 'gadgets' });
  await gadgets.commit({ branch: 'main', files: { 'a.txt': 'a\n' } });
  const run = await gadgets.startRun({ event: 'push' });
  const token = async () => github.oidc.sign(scene.claims(run));
  expect(await scene.ask(run, await token())).toMatchObject({ status: 403, body: { code: 'not_enrolled' } });
  await coordinator.fetch('/v1/organization', {
    method: 'PATCH',
    body: JSON.stringify({ policy: { enrolment: 'owner' } }),
  });
  expect((await scene.ask(run, await token())).status).toBe(201);
});

it('opens nothing else to a job', async () => {
  const run = await scene.startRun();
  for (const path of ['/v1/runs', '/v1/organization', '/v1/runs/x']) {
    const token = await github.oidc.sign({ ...scene.claims(run), jti: randomUUID() });
    expect((await coordinator.fetch(path, { token })).status).toBe(403);
  }
});

it('takes no garbage', async () => {
  for (const token of [
    'a.b.c',
    'x',
    `${'a'.repeat(2_000)}.${'b'.repeat(2_000)}.c`,
    'eyJhbGciOiJSUzI1NiJ9.e30.',
  ])
    expect((await ask(coordinator, admissionRequest(), { token })).status).toBe(401);
});
