import type { RunState } from '../../contract/run-state.ts';
import type { Transaction } from '../database/database.ts';

/** One attempt of a workflow run of GitHub. */
export interface AttemptRef {
  readonly orgId: number;
  readonly repositoryId: number;
  readonly githubRunId: number;
  readonly githubRunAttempt: number;
}

export interface RunOfAttempt {
  readonly id: string;
  readonly state: RunState;
  /** Lines of its journal are missing. */
  readonly isIncomplete: boolean;
}

export async function runsOfAttempt(
  tx: Transaction,
  { orgId, repositoryId, githubRunId, githubRunAttempt }: AttemptRef,
): Promise<readonly RunOfAttempt[]> {
  return tx.rows<RunOfAttempt>(
    `select id, state, acknowledged_seq < last_seq as "isIncomplete" from runs
     where org_id = $1 and repository_id = $2 and github_run_id = $3 and github_run_attempt = $4 order by id`,
    [orgId, repositoryId, githubRunId, githubRunAttempt],
  );
}

/** Runs that ended, of late, with lines missing from their journals which may still be stored. */
export async function incompleteRuns(
  tx: Transaction,
  { orgId, days, limit }: { readonly orgId: number; readonly days: number; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select r.id from runs r join repositories p on p.org_id = r.org_id and p.id = r.repository_id
     where r.org_id = $1 and r.acknowledged_seq < r.last_seq and r.cut_seq is null and r.state not in ('requested', 'running')
       and r.created_at > now() - make_interval(days => $2) and p.installation_id is not null
       and not exists (select from outbox o where o.org_id = $1 and o.kind = 'ingest-artifact' and o.ref = r.id)
       and not exists (select from dead_letters d where d.org_id = $1 and d.kind = 'ingest-artifact' and d.ref = r.id)
     order by r.created_at desc limit $3`,
    [orgId, days, limit],
  );
  return rows.map(({ id }) => id);
}

/** Whether it is settled what became of a lost run, since it was lost last. */
export async function isReconciled(tx: Transaction, orgId: number, runId: string): Promise<boolean> {
  const row = await tx.row(
    'select 1 as one from runs where org_id = $1 and id = $2 and reconciled_at >= ended_at',
    [orgId, runId],
  );
  return row !== null;
}

/** What GitHub says of a run that stays lost. */
export async function noteReconciled(
  tx: Transaction,
  { orgId, runId, message }: { readonly orgId: number; readonly runId: string; readonly message: string },
): Promise<void> {
  await tx.run(
    `update runs set reconciled_at = clock_timestamp(), message = $3, version = version + 1
     where org_id = $1 and id = $2 and state = 'lost'`,
    [orgId, runId, message],
  );
}
