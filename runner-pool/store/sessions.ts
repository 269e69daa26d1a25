import type { Transaction } from '../database/database.ts';

/** A session while it is locked: nobody else gives or takes its lease until the transaction ends. */
export interface LockedSession {
  readonly id: string;
  readonly repositoryId: number;
  readonly subject: string;
  readonly claudeSessionId: string | null;
  readonly leaseRunId: string | null;
  readonly leaseEpoch: number;
  readonly leaseTakenAt: string | null;
  readonly leaseExpiresAt: string | null;
  readonly isExpired: boolean;
}

const locked = `id, repository_id as "repositoryId", subject, claude_session_id as "claudeSessionId", lease_run_id as "leaseRunId",
  lease_epoch as "leaseEpoch", lease_taken_at as "leaseTakenAt", lease_expires_at as "leaseExpiresAt",
  coalesce(lease_expires_at < clock_timestamp(), false) as "isExpired"`;

export async function lockSession(tx: Transaction, orgId: number, id: string): Promise<LockedSession | null> {
  return tx.row<LockedSession>(`select ${locked} from sessions where org_id = $1 and id = $2 for update`, [
    orgId,
    id,
  ]);
}

export interface SubjectRef {
  readonly orgId: number;
  readonly repositoryId: number;
  readonly subject: string;
}

/** The one that `auto` continues; made, with `newId`, where there is none. */
export async function lockCurrentSession(
  tx: Transaction,
  { orgId, repositoryId, subject }: SubjectRef,
  newId: string,
): Promise<LockedSession & { readonly isNew: boolean }> {
  const [made, session] = await Promise.all([
    tx.run(
      `insert into sessions (org_id, id, repository_id, subject) values ($1, $2, $3, $4)
       on conflict (org_id, repository_id, subject) where is_current do nothing`,
      [orgId, newId, repositoryId, subject],
    ),
    tx.row<LockedSession>(
      `select ${locked} from sessions where org_id = $1 and repository_id = $2 and subject = $3 and is_current for update`,
      [orgId, repositoryId, subject],
    ),
  ]);
  if (session === null) throw new Error(`the session of ${subject} was neither found nor made`);
  return { ...session, isNew: made > 0 };
}

/** A new one, which is the subject's current one from now on. */
export async function insertCurrentSession(
  tx: Transaction,
  { orgId, repositoryId, subject }: SubjectRef,
  newId: string,
): Promise<LockedSession> {
  await tx.run(
    `update sessions set is_current = false, version = version + 1, updated_at = clock_timestamp()
     where org_id = $1 and repository_id = $2 and subject = $3 and is_current`,
    [orgId, repositoryId, subject],
  );
  const made = await tx.row<LockedSession>(
    `insert into sessions (org_id, id, repository_id, subject) values ($1, $2, $3, $4) returning ${locked}`,
    [orgId, newId, repositoryId, subject],
  );
  if (made === null) throw new Error('a session was not stored');
  return made;
}

/**
 * Gives the lease of a locked session to a run, be it for the first time or again after it was lost; the new epoch fences off whoever had
 * it before. One statement: the organization's spending is locked meanwhile.
 */
export async function takeLease(
  tx: Transaction,
  {
    orgId,
    sessionId,
    runId,
    seconds,
    grantMicroUsd,
  }: {
    readonly orgId: number;
    readonly sessionId: string;
    readonly runId: string;
    readonly seconds: number;
    readonly grantMicroUsd: number;
  },
): Promise<{ readonly epoch: number; readonly expiresAt: string }> {
  const taken = await tx.row<{ epoch: number; expiresAt: string }>(
    `with taken as (
       update sessions set lease_run_id = $3, lease_epoch = lease_epoch + 1, lease_taken_at = clock_timestamp(),
         lease_expires_at = clock_timestamp() + make_interval(secs => $4), version = version + 1, updated_at = clock_timestamp()
       where org_id = $1 and id = $2 and lease_run_id is null
       returning lease_epoch, lease_expires_at)
     update runs set state = 'running', epoch = taken.lease_epoch, grant_micro_usd = $5,
       started_at = coalesce(started_at, clock_timestamp()), ended_at = null, conclusion = null, failure_class = null,
       settled_at = null, message = '', heartbeat_at = clock_timestamp(), version = version + 1
     from taken where org_id = $1 and id = $3 and state in ('requested', 'lost')
     returning epoch, taken.lease_expires_at as "expiresAt"`,
    [orgId, sessionId, runId, seconds, grantMicroUsd],
  );
  if (taken === null) throw new Error(`run ${runId} could not take the lease of session ${sessionId}`);
  return taken;
}

/** Where the run holds it; the epoch stays, so that nobody ever has the same again. */
export async function releaseLease(
  tx: Transaction,
  {
    orgId,
    sessionId,
    runId,
    claudeSessionId,
  }: {
    readonly orgId: number;
    readonly sessionId: string;
    readonly runId: string;
    readonly claudeSessionId: string | null;
  },
): Promise<boolean> {
  const released = await tx.run(
    `update sessions set lease_run_id = null, lease_taken_at = null, lease_expires_at = null,
       claude_session_id = coalesce($4, claude_session_id), version = version + 1, updated_at = clock_timestamp()
     where org_id = $1 and id = $2 and lease_run_id = $3`,
    [orgId, sessionId, runId, claudeSessionId],
  );
  return released > 0;
}

/** The session of a run, and whether the run was its first. */
export async function sessionOfRun(
  tx: Transaction,
  orgId: number,
  runId: string,
): Promise<{ readonly id: string; readonly isNew: boolean; readonly claudeSessionId: string | null }> {
  const row = await tx.row<{ id: string; isNew: boolean; claudeSessionId: string | null }>(
    `select s.id, s.claude_session_id as "claudeSessionId", not exists (select from runs earlier where earlier.org_id = $1
       and earlier.session_id = s.id and (earlier.created_at, earlier.id) < (r.created_at, r.id)) as "isNew"
     from runs r join sessions s on s.org_id = r.org_id and s.id = r.session_id where r.org_id = $1 and r.id = $2`,
    [orgId, runId],
  );
  if (row === null) throw new Error(`run ${runId} has no session`);
  return row;
}
