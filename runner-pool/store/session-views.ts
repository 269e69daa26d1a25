import type { SessionSummary } from '../../contract/session-view.ts';
import type { Transaction } from '../database/database.ts';
import type { Place } from '../http/page.ts';

const iso = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
const shown = `s.id, s.repository_id as "repositoryId", p.full_name as repository, s.subject, s.parent_id as "parentId",
  s.is_current as "isCurrent", s.claude_session_id as "claudeSessionId",
  case when s.lease_run_id is not null then json_build_object('runId', s.lease_run_id, 'epoch', s.lease_epoch,
    'takenAt', to_char(s.lease_taken_at, '${iso}'), 'expiresAt', to_char(s.lease_expires_at, '${iso}')) end as lease,
  (select count(*) from runs w where w.org_id = s.org_id and w.session_id = s.id and w.state = 'requested') as waiting,
  s.created_at as "createdAt", s.updated_at as "updatedAt"`;

const from = 'from sessions s join repositories p on p.org_id = s.org_id and p.id = s.repository_id';

export async function findSessionView(
  tx: Transaction,
  orgId: number,
  id: string,
): Promise<SessionSummary | null> {
  return tx.row<SessionSummary>(`select ${shown} ${from} where s.org_id = $1 and s.id = $2`, [orgId, id]);
}

/** Those that changed last first. One more than `limit`. */
export async function listSessions(
  tx: Transaction,
  {
    orgId,
    repositoryId,
    subject,
    after,
    limit,
  }: {
    readonly orgId: number;
    readonly repositoryId: number | null;
    readonly subject: string | null;
    readonly after: Place | null;
    readonly limit: number;
  },
): Promise<readonly SessionSummary[]> {
  return tx.rows<SessionSummary>(
    `select ${shown} ${from}
     where s.org_id = $1 and ($2::bigint is null or s.repository_id = $2) and ($3::text is null or s.subject = $3)
       and ($4::timestamptz is null or (s.updated_at, s.id) < ($4, $5))
     order by s.updated_at desc, s.id desc limit $6`,
    [orgId, repositoryId, subject, after?.at ?? null, after?.id ?? null, limit + 1],
  );
}
