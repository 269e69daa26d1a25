import type { RunState } from '../../contract/run-state.ts';
import type { Task } from '../../contract/task.ts';
import type { Transaction } from '../database/database.ts';

export interface RunOfGitHub {
  readonly id: string;
  readonly state: RunState;
  readonly subject: string;
  readonly task: Task;
  readonly repositoryId: number;
  readonly repository: string;
  readonly githubRunId: number;
  readonly githubRunAttempt: number;
  /** Who was admitted: `oidc:…` where GitHub proved it. */
  readonly admittedAs: string;
  /** Since when somebody wants it run again; null: nobody does. */
  readonly retryAskedAt: string | null;
  /** As asked at its admission; `inputs` where it was dispatched with some. */
  readonly github: {
    readonly event: string;
    readonly job?: string;
    readonly ref: string;
    readonly sha?: string;
    readonly headSha?: string;
    readonly workflowRef?: string;
    readonly actorId?: number;
    readonly pullRequest: number | null;
    readonly inputs?: Readonly<Record<string, string>>;
  };
  readonly message: string;
  readonly heartbeatAt: string;
  readonly retryMeans: RetryMeans | null;
  readonly retryBeganAt: string | null;
  readonly retryDoneAt: string | null;
  readonly retriedAsRunId: number | null;
  readonly retriedAsAttempt: number | null;
}

export type RetryMeans = 're-run' | 'dispatch';

/** A run as GitHub knows it, and what was done to have it run again. */
export async function findRunOfGitHub(
  tx: Transaction,
  orgId: number,
  id: string,
): Promise<RunOfGitHub | null> {
  return tx.row(
    `select r.id, r.state, r.subject, r.task, r.repository_id as "repositoryId", p.full_name as repository,
       r.github_run_id as "githubRunId", r.github_run_attempt as "githubRunAttempt", r.admitted_as as "admittedAs",
       r.retry_asked_at as "retryAskedAt", r.github, r.message,
       r.heartbeat_at as "heartbeatAt", t.means as "retryMeans", t.began_at as "retryBeganAt",
       t.done_at as "retryDoneAt", t.github_run_id as "retriedAsRunId", t.github_run_attempt as "retriedAsAttempt"
     from runs r
     join repositories p on p.org_id = r.org_id and p.id = r.repository_id
     left join run_retries t on t.org_id = r.org_id and t.run_id = r.id
     where r.org_id = $1 and r.id = $2`,
    [orgId, id],
  );
}

export interface RetryKey {
  readonly orgId: number;
  readonly runId: string;
  readonly means: RetryMeans;
}

/** Before GitHub is asked to: an answer that is lost must be recognised. The first time counts. */
export async function beginRetry(tx: Transaction, { orgId, runId, means }: RetryKey): Promise<void> {
  await tx.run(
    `insert into run_retries as t (org_id, run_id, means) values ($1, $2, $3)
     on conflict (org_id, run_id) do update set
       means = excluded.means, began_at = case when t.means = excluded.means then t.began_at else now() end
     where t.done_at is null`,
    [orgId, runId, means],
  );
}

export async function endRetry(
  tx: Transaction,
  { orgId, runId, means }: RetryKey,
  became: { readonly githubRunId: number | null; readonly attempt: number },
): Promise<void> {
  await tx.run(
    `insert into run_retries (org_id, run_id, means, done_at, github_run_id, github_run_attempt)
     values ($1, $2, $3, now(), $4, $5)
     on conflict (org_id, run_id) do update set means = excluded.means, done_at = excluded.done_at,
       github_run_id = excluded.github_run_id, github_run_attempt = excluded.github_run_attempt
     where run_retries.done_at is null`,
    [orgId, runId, means, became.githubRunId, became.attempt],
  );
}

/** Somebody who may wants these run again, and looked at them. */
export async function noteRetryAsked(
  tx: Transaction,
  orgId: number,
  runIds: readonly string[],
): Promise<void> {
  await tx.run('update runs set retry_asked_at = now() where org_id = $1 and id = any ($2)', [orgId, runIds]);
}

/** Which of these workflow runs came of another run's retry. */
export async function dispatchedAlready(
  tx: Transaction,
  orgId: number,
  githubRunIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await tx.rows<{ id: number }>(
    `select github_run_id as id from run_retries
     where org_id = $1 and means = 'dispatch' and github_run_id = any ($2::bigint[])`,
    [orgId, githubRunIds],
  );
  return new Set(rows.map(({ id }) => id));
}
