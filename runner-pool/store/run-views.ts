import type { RunState } from '../../contract/run-state.ts';
import type { RunSummary, RunView } from '../../contract/run-view.ts';
import type { Transaction } from '../database/database.ts';
import { unplanned } from '../database/prepared.ts';
import type { Place } from '../http/page.ts';

const summary = `r.id, r.state, r.task, r.subject, r.session_id as "sessionId",
  (select s.parent_id from sessions s where s.org_id = r.org_id and s.id = r.session_id) as "parentSessionId", r.repository_id as "repositoryId",
  p.full_name as repository, r.actor, r.model, r.head_sha as "headSha", r.github ->> 'runUrl' as "runUrl",
  (r.github ->> 'pullRequest')::bigint as "pullRequest", r.grant_micro_usd as "grantMicroUsd",
  r.spent_micro_usd as "spentMicroUsd", r.conclusion, r.failure_class as "failureClass", r.skip_code as "skipCode", r.message,
  r.cancel_reason as "cancelReason", r.cancel_requested_at as "cancelRequestedAt", r.retry_of as "retryOf",
  r.created_at as "createdAt", r.started_at as "startedAt", r.ended_at as "endedAt", r.heartbeat_at as "heartbeatAt"`;

const whole = `${summary}, r.admitted_as as "admittedAs",
  case when r.admitted_as like 'oidc:%' then 'oidc' end as "provenBy", r.doubts, r.over_grant_micro_usd as "spendOverGrantMicroUsd", r.github, r.asked_grant as "askedGrant", r.grant_turns as "grantTurns",
  r.grant_seconds as "grantSeconds", r.epoch, r.settled_at as "settledAt", r.acknowledged_seq as "acknowledgedSeq",
  r.last_seq as "lastSeq", r.stored_events as "storedEvents", r.stored_bytes as "storedBytes", r.report`;

const from = 'from runs r join repositories p on p.org_id = r.org_id and p.id = r.repository_id';

const ratings = `(select json_build_object('good', count(*) filter (where t.rating = 'good'), 'bad', count(*) filter (where t.rating = 'bad'),
    'mine', max(t.rating) filter (where t.user_id = $3))
  from run_ratings t where t.org_id = r.org_id and t.run_id = r.id) as ratings`;

/** `userId`: of whoever looks; null: nobody in particular. */
export async function findRunView(
  tx: Transaction,
  { orgId, id, userId }: { readonly orgId: number; readonly id: string; readonly userId: number | null },
): Promise<RunView | null> {
  return tx.row<RunView>(`select ${whole}, ${ratings} ${from} where r.org_id = $1 and r.id = $2`, [
    orgId,
    id,
    userId,
  ]);
}

export interface RunFilter {
  readonly repositoryId?: number | undefined;
  readonly subject?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly state?: RunState | undefined;
  readonly task?: string | undefined;
  readonly actor?: string | undefined;
  /** ISO 8601: created at or after, and before. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

const conditions: readonly (readonly [keyof RunFilter, string])[] = [
  ['repositoryId', 'r.repository_id = '],
  ['subject', 'r.subject = '],
  ['sessionId', 'r.session_id = '],
  ['state', 'r.state = '],
  ['task', 'r.task = '],
  ['actor', 'r.actor = '],
  ['since', 'r.created_at >= '],
  ['until', 'r.created_at < '],
];

interface ListOfRuns {
  readonly orgId: number;
  readonly filter: RunFilter;
  readonly after: Place | null;
  readonly limit: number;
}

/** Newest first; only what was asked for is in the statement, so that each filter finds its index. One more than `limit`. */
export async function listRuns(tx: Transaction, asked: ListOfRuns): Promise<readonly RunSummary[]> {
  const { text, values } = listOfRuns(asked);
  return tx.rows<RunSummary>(text, values);
}

function listOfRuns({ orgId, filter, after, limit }: ListOfRuns): {
  readonly text: string;
  readonly values: readonly unknown[];
} {
  const values: unknown[] = [orgId];
  const where = ['r.org_id = $1'];
  for (const [name, condition] of conditions) {
    if (filter[name] === undefined) continue;
    values.push(filter[name]);
    where.push(`${condition}$${values.length}`);
  }
  if (after !== null) {
    values.push(after.at, after.id);
    where.push(`(r.created_at, r.id) < ($${values.length - 1}, $${values.length})`);
  }
  values.push(limit + 1);
  const text = `select ${summary} ${from} where ${where.join(' and ')} order by r.created_at desc, r.id desc limit $${values.length}${unplanned}`;
  return { text, values };
}
