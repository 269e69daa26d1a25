import { afterAll, beforeEach, expect, it } from 'vitest';
import { createBreakers } from '../../../../runner-pool/breaker/breakers.ts';
import { openDatabase } from '../../../../runner-pool/database/database.ts';
import type { GitHubAccess } from '../../../../runner-pool/github/access.ts';
import { createGitHubAccess } from '../../../../runner-pool/github/create-github-access.ts';
import { startGitHub } from '../../../github/server.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { addTenant } from '../../../helpers/coordinator/other-tenant.ts';

const github = await startGitHub();
const repository = await github.createRepository({ owner: 'acme', name: 'widgets', private: true });
const neighbour = await github.createRepository({ owner: 'acme', name: 'gadgets', private: true });
await repository.commit({ branch: 'main', files: { 'a.txt': 'a\n' } });
const app = await github.createApp();
const installation = app.install({ account: 'acme' });
const coordinator = await startCoordinator();
const other = await addTenant(coordinator.database);
const database = openDatabase({ url: coordinator.database.url, replicaUrl: null, connections: 2 });
await coordinator.database.look(
  "insert into repositories (org_id, id, full_name, installation_id) values (1, $1, 'acme/widgets', $2)",
  [repository.id, installation.id],
);
afterAll(async () => {
  await database.close();
  await coordinator.close();
  await github.close();
});

let access: GitHubAccess;
beforeEach(() => {
  github.clearFaults();
  github.requests.splice(0);
  access = accessOf({ id: String(app.id), privateKey: app.privateKey });
});

function accessOf(of: { readonly id: string; readonly privateKey: string } | null): GitHubAccess {
  const config = { apiUrl: github.apiUrl, app: of };
  return createGitHubAccess({ config, database, breakers: createBreakers(), clock: Date.now });
}

const at = { owner: 'acme', repo: 'widgets' };
const here = { orgId: 1, repositoryId: repository.id };

it('works in the repository that is asked for, and in no other of the installation', async () => {
  const octokit = await access.forRepository(here);
  expect((await octokit?.rest.repos.get(at))?.data.id).toBe(repository.id);
  const next = octokit?.rest.repos.get({ ...at, repo: neighbour.name });
  await expect(next).rejects.toMatchObject({ status: 404 });
});

it('asks for a token once, however often it is used', async () => {
  for (let index = 0; index < 3; index++) await (await access.forRepository(here))?.rest.repos.get(at);
  expect(github.requests.filter(({ path }) => path.includes('access_tokens'))).toHaveLength(1);
});

it('has nothing for a repository that is not installed, is another tenant’s, or where there is no App', async () => {
  expect(await access.forRepository({ ...here, repositoryId: neighbour.id })).toBeNull();
  expect(await access.forRepository({ ...here, orgId: other.orgId })).toBeNull();
  const none = accessOf(null);
  expect([await none.forRepository(here), none.asApp()]).toEqual([null, null]);
});

it('says when to come again where GitHub limits requests, which counts as no attempt', async () => {
  const octokit = await access.forRepository(here);
  github.secondaryLimit({ retryAfterSeconds: 17 });
  const limited = octokit?.rest.repos.get(at);
  await expect(limited).rejects.toMatchObject({ means: 'later', retryAfterMs: 17_000 });
});

it('leaves a refusal as it is', async () => {
  const octokit = await access.forRepository(here);
  const missing = octokit?.rest.issues.get({ ...at, issue_number: 4_000 });
  await expect(missing).rejects.toMatchObject({ status: 404 });
});

it('stops asking a GitHub that fails again and again, and says so', async () => {
  const octokit = await access.forRepository(here);
  github.down();
  try {
    for (let index = 0; index < 5; index++)
      await expect(octokit?.rest.repos.get(at)).rejects.toMatchObject({ status: 503 });
    const before = github.requests.length;
    await expect(octokit?.rest.repos.get(at)).rejects.toMatchObject({ name: 'TaskFailure', means: 'later' });
    expect(github.requests).toHaveLength(before);
  } finally {
    github.up();
  }
});

it('never has a token or the key in an error', async () => {
  const octokit = await access.forRepository(here);
  const error: unknown = await octokit?.rest.issues
    .get({ ...at, issue_number: 4_000 })
    .catch((reason: unknown) => reason);
  const { request } = error as { request: object };
  expect(JSON.stringify(request)).not.toMatch(/ghs_[A-Za-z0-9]/);
});
