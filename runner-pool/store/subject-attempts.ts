import type { Transaction } from '../database/database.ts';

export interface SubjectKey {
  readonly orgId: number;
  readonly repositoryId: number;
  readonly subject: string;
}

/** Counted like a subject, which has no space: whoever names ever new subjects has its workflow run run again no more often. */
export const workflowRunKey = (githubRunId: number): string => `workflow run ${githubRunId}`;

/** How often runs were started by themselves on this subject, in the window that is open. Nobody else counts until this transaction ends. */
export async function attemptsOf(tx: Transaction, key: SubjectKey, windowMs: number): Promise<number> {
  const found = await tx.row<{ attempts: number }>(
    `insert into subject_attempts as s (org_id, repository_id, subject, window_start, attempts)
     values ($1, $2, $3, now(), 0)
     on conflict (org_id, repository_id, subject) do update set
       attempts = case when s.window_start > now() - $4::float8 * interval '1 millisecond' then s.attempts else 0 end,
       window_start = case when s.window_start > now() - $4::float8 * interval '1 millisecond' then s.window_start else now() end
     returning attempts`,
    [key.orgId, key.repositoryId, key.subject, windowMs],
  );
  return found?.attempts ?? 0;
}

/** One more; after `attemptsOf` in the same transaction. */
export async function countAttempt(tx: Transaction, key: SubjectKey): Promise<void> {
  await tx.run(
    `update subject_attempts set attempts = attempts + 1
     where org_id = $1 and repository_id = $2 and subject = $3`,
    [key.orgId, key.repositoryId, key.subject],
  );
}

/** A person looked at these runs: their subjects and workflow runs are counted from nothing. */
export async function forgetAttempts(
  tx: Transaction,
  orgId: number,
  runIds: readonly string[],
): Promise<void> {
  await tx.run(
    `delete from subject_attempts s using runs r
     where r.org_id = $1 and r.id = any ($2) and s.org_id = $1
       and s.repository_id = r.repository_id and s.subject in (r.subject, 'workflow run ' || r.github_run_id)`,
    [orgId, runIds],
  );
}
