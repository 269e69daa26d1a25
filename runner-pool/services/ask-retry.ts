import type { RunRetry } from '../../contract/run-retry.ts';
import type { RunState } from '../../contract/run-state.ts';
import type { Database } from '../database/database.ts';
import type { GitHubAccess } from '../github/access.ts';
import { markRetried } from '../store/dead-letters.ts';
import { addTask } from '../store/outbox.ts';
import { findRunOfGitHub, noteRetryAsked } from '../store/run-retries.ts';
import { attemptsOf, countAttempt, forgetAttempts, workflowRunKey } from '../store/subject-attempts.ts';
import { attemptWindowMs } from './retry-policy.ts';

interface Deps {
  readonly database: Pick<Database, 'inOrganization'>;
  readonly tasks: { readonly nudge: () => void };
  readonly github: Pick<GitHubAccess, 'asApp'>;
}

export type AskedRetry =
  | ({ readonly kind: 'accepted' } & RunRetry)
  | { readonly kind: 'unknown' }
  | { readonly kind: 'no app' }
  | { readonly kind: 'refused'; readonly state: RunState };

/** Somebody wants a run run again: the policy's limits do not bind them, and the subject's count begins anew. */
export async function askRetry(deps: Deps, orgId: number, runId: string): Promise<AskedRetry> {
  const asked = await deps.database.inOrganization(orgId, async (tx): Promise<AskedRetry> => {
    const run = await findRunOfGitHub(tx, orgId, runId);
    if (run === null) return { kind: 'unknown' };
    const became = { githubRunId: run.retriedAsRunId, githubRunAttempt: run.retriedAsAttempt };
    if (run.retryDoneAt !== null) return { kind: 'accepted', state: 'retried', ...became };
    if (run.state === 'requested' || run.state === 'running' || run.state === 'succeeded')
      return { kind: 'refused', state: run.state };
    if (deps.github.asApp() === null) return { kind: 'no app' };
    await markRetried(tx, { orgId, filter: { kind: 'retry-run' }, ref: runId, most: 1 });
    await noteRetryAsked(tx, orgId, [runId]);
    await forgetAttempts(tx, orgId, [runId]);
    for (const subject of [run.subject, workflowRunKey(run.githubRunId)]) {
      const key = { orgId, repositoryId: run.repositoryId, subject };
      await attemptsOf(tx, key, attemptWindowMs);
      await countAttempt(tx, key);
    }
    await addTask(tx, { orgId, kind: 'retry-run', ref: runId, priority: 10 });
    return { kind: 'accepted', state: 'queued', githubRunId: null, githubRunAttempt: null };
  });
  deps.tasks.nudge();
  return asked;
}
