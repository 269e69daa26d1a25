import { randomUUID } from 'node:crypto';
import { afterAll, expect, it, vi } from 'vitest';
import { startGitHub } from '../../../github/server.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { type Change, startRun, type TestRun } from '../../../helpers/coordinator/runs.ts';

const github = await startGitHub();
const repository = await github.createRepository({ owner: 'acme', name: 'widgets' });
await repository.commit({ branch: 'main', files: { 'a.txt': 'a\n' } });
const app = await github.createApp();
const installation = app.install({ account: 'acme' });
const coordinator = await startCoordinator({
  GITHUB_API_URL: github.apiUrl,
  GITHUB_APP_ID: String(app.id),
  GITHUB_APP_PRIVATE_KEY: app.privateKey,
});
afterAll(async () => {
  await coordinator.close();
  await github.close();
});

const retry = async (run: string): Promise<{ status: number; body: Record<string, unknown> }> => {
  const response = await coordinator.fetch(`/v1/runs/${run}/retry`, { method: 'POST' });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

async function admitted(subject: string, github: NonNullable<Change['github']>): Promise<TestRun> {
  const change: Change = {
    subject,
    repository: { id: repository.id, fullName: 'acme/widgets' },
    github,
  };
  const run = await startRun(coordinator, change);
  await coordinator.database.look('update repositories set installation_id = $1', [installation.id]);
  return run;
}

it('has a run that failed run again through GitHub, once, and says what came of it', async () => {
  const workflowRun = await repository.startRun({ status: 'completed', conclusion: 'failure' });
  const { headSha, actor } = workflowRun.facts;
  const run = await admitted('pr-1', { runId: workflowRun.id, headSha, actorId: actor.id });
  await run.finish({ conclusion: 'failure', failureClass: 'timeout' });
  expect(workflowRun.requests).toEqual([]);
  expect(await retry(run.id)).toEqual({
    status: 202,
    body: { state: 'queued', githubRunId: null, githubRunAttempt: null },
  });
  await vi.waitFor(
    async () =>
      expect(await retry(run.id)).toEqual({
        status: 200,
        body: { state: 'retried', githubRunId: workflowRun.id, githubRunAttempt: 2 },
      }),
    { timeout: 15_000, interval: 50 },
  );
  expect(workflowRun.requests).toHaveLength(1);
  expect(github.violations).toEqual([]);
});

it('refuses one that is under way, or succeeded', async () => {
  const run = await admitted('pr-2', { runId: 77 });
  expect(await retry(run.id)).toMatchObject({
    status: 409,
    body: { code: 'not_retryable', state: 'running' },
  });
  await run.finish();
  expect(await retry(run.id)).toMatchObject({ status: 409, body: { state: 'succeeded' } });
});

it('knows nothing of one that never was, nor of another tenant’s', async () => {
  const { look } = coordinator.database;
  const id = `theirs-${randomUUID().slice(0, 8)}`;
  await look(`with o as (insert into organizations (login) values ('other') returning id),
    r as (insert into repositories (org_id, id, full_name) select id, 1, 'other/one' from o),
    s as (insert into sessions (org_id, id, repository_id, subject) select id, 's', 1, 'pr-1' from o)
    insert into runs (org_id, id, idempotency_key, request_hash, admitted_as, repository_id, session_id, subject, task, state,
      github, github_run_id, github_run_attempt, head_sha, actor, model, asked_grant, ended_at)
    select id, '${id}', 'k', '', 't', 1, 's', 'pr-1', 'review', 'failed', '{}', 1, 1, '', '', '', '{}', now() from o`);
  const [theirs, absent] = [await retry(id), await retry('nobody-1-00000000')];
  expect({ ...theirs.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' });
  expect(theirs.status).toBe(404);
});

it('needs the scope runs:control', async () => {
  await coordinator.database.look("update api_tokens set scopes = array['runs:write', 'runs:read']");
  expect((await retry('run-1-00000000')).status).toBe(403);
});
