import type { QuotaName } from '../../contract/quotas.ts';
import type { Transaction } from '../database/database.ts';

const counts: Readonly<Record<QuotaName, string>> = {
  tokens: `select count(*) as used from api_tokens where org_id = $1 and user_id is null and revoked_at is null
    and (expires_at is null or expires_at > now())`,
  members: 'select count(*) as used from members where org_id = $1',
  repositories: 'select count(*) as used from repositories where org_id = $1 and is_enrolled',
  openRuns: `select count(*) as used from runs where org_id = $1 and state in ('requested', 'running')`,
  enteredRuns: `select count(*) as used from runs where org_id = $1 and created_at > now() - interval '1 day'
    and admitted_as like 'artifact:%'`,
  storedBytes: 'select stored_bytes as used from organization_usage where org_id = $1',
};

/**
 * Held to the end of the transaction: `alone`, or beside others that do not mean to be alone. A statement of its own: a count in the
 * same one would not see what it waited for.
 */
export async function lockQuota(
  tx: Transaction,
  orgId: number,
  name: QuotaName,
  how: 'alone' | 'together',
): Promise<void> {
  const lock = how === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  await tx.run(`select ${lock}(hashtextextended($2, $1))`, [orgId, `quota ${name}`]);
}

export async function limitOf(tx: Transaction, orgId: number, name: QuotaName): Promise<number | null> {
  const row = await tx.row<{ limit: number | null }>(
    'select (quotas ->> $2)::bigint as limit from organization_settings where org_id = $1',
    [orgId, name],
  );
  return row?.limit ?? null;
}

export interface Usage {
  /** Null: the usual one. */
  readonly limit: number | null;
  readonly used: number;
  /** No more transactions than this can be under way. */
  readonly most: number;
}

export async function usageOf(tx: Transaction, orgId: number, name: QuotaName): Promise<Usage> {
  const row = await tx.row<Usage>(
    `select (select (quotas ->> $2)::bigint from organization_settings where org_id = $1) as limit,
       coalesce((${counts[name]}), 0)::bigint as used, current_setting('max_connections')::integer as most`,
    [orgId, name],
  );
  if (row === null) throw new Error(`nothing was counted for the quota ${name}`);
  return row;
}

/** As the last sweep found it. */
export async function countedStorage(
  tx: Transaction,
  orgId: number,
): Promise<{ readonly used: number; readonly countedAt: string | null }> {
  const row = await tx.row<{ used: number; countedAt: string }>(
    'select stored_bytes as used, counted_at as "countedAt" from organization_usage where org_id = $1',
    [orgId],
  );
  return row ?? { used: 0, countedAt: null };
}

export async function writeStoredBytes(tx: Transaction, orgId: number): Promise<void> {
  await tx.run(
    `insert into organization_usage (org_id, stored_bytes)
     select $1, coalesce(sum(stored_bytes), 0) from runs where org_id = $1
     on conflict (org_id) do update set stored_bytes = excluded.stored_bytes, counted_at = now()`,
    [orgId],
  );
}
