import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { afterEach, expect } from 'vitest';
import type { GitHubApp } from '../../github/apps/github-app.ts';
import type { PullRequest } from '../../github/pull-request.ts';
import type { Repository } from '../../github/repository.ts';
import { type GitHub, startGitHub } from '../../github/server.ts';
import type { Permissions } from '../../github/token.ts';

export interface Scene {
  readonly github: GitHub;
  readonly repository: Repository;
  readonly pull: PullRequest;
  readonly octokit: Octokit;
  readonly at: { readonly owner: string; readonly repo: string };
  readonly onPull: { readonly owner: string; readonly repo: string; readonly pull_number: number };
  readonly onIssue: { readonly owner: string; readonly repo: string; readonly issue_number: number };
}

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const running: GitHub[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(async (github) => github.close()));
});

export const TEN_LINES = lines(10);

/** A repository with one pull request that changes line 5 of a ten-line file. */
export async function startScene(
  options: { permissions?: Permissions; private?: boolean } = {},
): Promise<Scene> {
  const github = await startGitHub();
  running.push(github);
  const repository = await github.createRepository({
    owner: 'acme',
    name: 'widgets',
    private: options.private ?? false,
  });
  await repository.commit({ branch: 'main', files: { 'list.txt': TEN_LINES, 'README.md': '# Widgets\n' } });
  await repository.commit({
    branch: 'change',
    files: { 'list.txt': TEN_LINES.replace('line 5', 'line five') },
  });
  const pull = await repository.openPullRequest({ title: 'Change a line', head: 'change', author: 'dev' });
  const token = repository.issueToken(
    options.permissions === undefined ? {} : { permissions: options.permissions },
  );
  const at = { owner: 'acme', repo: 'widgets' };
  const onPull = { ...at, pull_number: pull.number };
  const onIssue = { ...at, issue_number: pull.number };
  return { github, repository, pull, octokit: octokitFor(github, token), at, onPull, onIssue };
}

export function octokitFor(github: GitHub, auth?: string): Octokit {
  return new Octokit({ baseUrl: github.apiUrl, log: SILENT, ...(auth === undefined ? {} : { auth }) });
}

/** As an app that speaks for itself, or for one of its installations. */
export function octokitOfApp(github: GitHub, app: GitHubApp, installationId?: number): Octokit {
  const whole = { appId: app.id, privateKey: app.privateKey };
  const auth = installationId === undefined ? whole : { ...whole, installationId };
  return new Octokit({ baseUrl: github.apiUrl, log: SILENT, authStrategy: createAppAuth, auth });
}

export async function refusal(
  work: Promise<unknown>,
): Promise<{ status: number; message: string; errors: unknown }> {
  const error = await work.then(
    () => expect.fail('GitHub accepted what it should have refused.'),
    (reason: unknown) =>
      reason as { status: number; response: { data: { message: string; errors?: unknown } } },
  );
  return { status: error.status, message: error.response.data.message, errors: error.response.data.errors };
}

export function lines(count: number): string {
  return Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');
}
