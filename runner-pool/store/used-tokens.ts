import type { Database, Transaction } from '../database/database.ts';

/**
 * Whether a token is used for the first time, and which organization stands for its owner. Remembered until it expires, and only where there
 * is such an organization: anybody on GitHub can have tokens made.
 */
export async function useToken(
  database: Pick<Database, 'call'>,
  token: {
    readonly issuer: string;
    readonly jti: string;
    readonly expiresAt: string;
    readonly ownerId: number;
  },
): Promise<{ readonly orgId: number | null; readonly isFirst: boolean }> {
  const rows = await database.call<{ orgId: number; isFirst: boolean }>(
    `with owner as (select id from organizations where github_owner_id = $4 and id > 0),
       used as (insert into used_tokens (issuer, jti, expires_at) select $1, $2, $3 from owner on conflict do nothing returning jti)
     select id as "orgId", exists (select from used) as "isFirst" from owner`,
    [token.issuer, token.jti, token.expiresAt, token.ownerId],
  );
  return rows[0] ?? { orgId: null, isFirst: false };
}

export async function forgetUsedTokens(tx: Transaction): Promise<void> {
  await tx.run('delete from used_tokens where expires_at < now()');
}
