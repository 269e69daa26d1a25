import type { Database } from '../database/database.ts';
import type { GitHubAccess } from '../github/access.ts';
import type { RunOfGitHub } from '../store/run-retries.ts';
import { TaskFailure } from '../task-failure.ts';

export interface RetryDeps {
  readonly database: Pick<Database, 'inOrganization'>;
  readonly github: GitHubAccess;
  readonly clock: () => number;
}

export function placeOf(run: Pick<RunOfGitHub, 'repository' | 'githubRunId'>): {
  owner: string;
  repo: string;
  run_id: number;
} {
  const [owner = '', repo = ''] = run.repository.split('/');
  return { owner, repo, run_id: run.githubRunId };
}

export function noPermission(run: RunOfGitHub, cause: unknown): TaskFailure {
  return new TaskFailure(
    `The GitHub App may not start workflow runs in ${run.repository}. Give it the permission "Actions: write", and retry.`,
    { means: 'final', cause },
  );
}
