import type { Transaction } from '../database/database.ts';

export interface LoginRow {
  readonly userId: number;
  readonly login: string;
  readonly seenAt: string;
}

export interface NewLogin {
  readonly hash: string;
  readonly userId: number;
  readonly login: string;
  readonly nowMs: number;
  readonly expiresAtMs: number;
}

/** Needs the login's hash as the key of the look-up. Null for one that is over, or was not used since `seenSinceMs`. */
export async function findLogin(
  tx: Transaction,
  {
    hash,
    nowMs,
    seenSinceMs,
  }: { readonly hash: string; readonly nowMs: number; readonly seenSinceMs: number },
): Promise<LoginRow | null> {
  return tx.row<LoginRow>(
    `select user_id as "userId", login, seen_at as "seenAt" from logins
     where hash = decode($1, 'hex') and expires_at > $2 and seen_at > $3`,
    [hash, new Date(nowMs), new Date(seenSinceMs)],
  );
}

/** Sweeps away those that are over, too: whoever logs in pays for it. */
export async function insertLogin(tx: Transaction, login: NewLogin): Promise<void> {
  await tx.run('delete from logins where expires_at <= now()');
  await tx.run(
    `insert into logins (hash, user_id, login, created_at, seen_at, expires_at)
     values (decode($1, 'hex'), $2, $3, $4, $4, $5)`,
    [login.hash, login.userId, login.login, new Date(login.nowMs), new Date(login.expiresAtMs)],
  );
}

export async function deleteLogin(tx: Transaction, hash: string): Promise<void> {
  await tx.run(`delete from logins where hash = decode($1, 'hex')`, [hash]);
}

export async function noteLoginUse(tx: Transaction, hash: string, nowMs: number): Promise<void> {
  await tx.run(`update logins set seen_at = $2 where hash = decode($1, 'hex') and seen_at < $2`, [
    hash,
    new Date(nowMs),
  ]);
}

/** False where this state was used before: each is good for one return from GitHub. */
export async function useStateOnce(tx: Transaction, state: string, expiresAtMs: number): Promise<boolean> {
  const added = await tx.run(
    `insert into used_tokens (issuer, jti, expires_at) values ('login', $1, $2) on conflict do nothing`,
    [state, new Date(expiresAtMs)],
  );
  return added === 1;
}
