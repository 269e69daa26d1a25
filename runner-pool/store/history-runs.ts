import type { Transaction } from '../database/database.ts';
import type { RunFacts } from '../history/facts.ts';
import type { Place } from '../http/page.ts';

export interface HistoryRunRow extends RunFacts {
  readonly acknowledgedSeq: number;
  readonly storedEvents: number;
  readonly isArchived: boolean;
  readonly isRemoved: boolean;
}

const facts = `r.id, r.state, r.task, r.subject, r.session_id as "sessionId",
  (select s.parent_id from sessions s where s.org_id = r.org_id and s.id = r.session_id) as "parentSessionId", p.full_name as repository, r.actor, r.model,
  r.head_sha as "headSha", r.github ->> 'runUrl' as "runUrl", (r.github ->> 'pullRequest')::bigint as "pullRequest",
  r.spent_micro_usd as "spentMicroUsd", r.conclusion, r.failure_class as "failureClass", r.skip_code as "skipCode", r.message, r.retry_of as "retryOf", r.created_at as "createdAt", r.started_at as "startedAt",
  r.ended_at as "endedAt", r.heartbeat_at as "heartbeatAt", r.last_seq as "lastSeq", r.report, r.github,
  r.acknowledged_seq as "acknowledgedSeq", r.stored_events as "storedEvents", r.archived_at is not null as "isArchived",
  r.journal_removed_at is not null as "isRemoved"`;

const from = 'from runs r join repositories p on p.org_id = r.org_id and p.id = r.repository_id';

export async function findHistoryRuns(
  tx: Transaction,
  orgId: number,
  ids: readonly string[],
): Promise<readonly HistoryRunRow[]> {
  return tx.rows<HistoryRunRow>(`select ${facts} ${from} where r.org_id = $1 and r.id = any($2)`, [
    orgId,
    ids,
  ]);
}

/** Newest first, after a place. */
export async function listHistoryRuns(
  tx: Transaction,
  { orgId, after, limit }: { readonly orgId: number; readonly after: Place | null; readonly limit: number },
): Promise<readonly HistoryRunRow[]> {
  const where = after === null ? '' : 'and (r.created_at, r.id) < ($3, $4)';
  return tx.rows<HistoryRunRow>(
    `select ${facts} ${from} where r.org_id = $1 ${where} order by r.created_at desc, r.id desc limit $2`,
    after === null ? [orgId, limit] : [orgId, limit, after.at, after.id],
  );
}
