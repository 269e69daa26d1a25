import type { ApiToken } from '../../contract/api-token.ts';
import type { Scope } from '../../contract/scope.ts';
import type { Transaction } from '../database/database.ts';
import type { Place } from '../http/page.ts';

export interface NewTokenRow {
  readonly orgId: number;
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly userId?: number;
  /** The person or token that makes it; neither: whoever runs the coordinator. */
  readonly makerUserId?: number;
  readonly makerTokenId?: string;
  readonly createdBy: string;
  readonly expiresAt: string | null;
}

export interface LiveToken {
  readonly orgId: number;
  readonly id: string;
  readonly scopes: readonly string[];
  readonly userId: number | null;
  /** It acts for nobody, and nobody made it but whoever runs the coordinator. */
  readonly isFirst: boolean;
  readonly lastUsedAt: string | null;
}

const shown = `id, name, scopes, created_by as "createdBy", user_id as "userId", created_at as "createdAt",
  expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;

export async function insertApiToken(tx: Transaction, token: NewTokenRow): Promise<ApiToken> {
  const row = await tx.row<ApiToken>(
    `insert into api_tokens (org_id, id, name, hash, scopes, user_id, created_by, expires_at, maker_user_id, maker_token_id)
     values ($1, $2, $3, decode($4, 'hex'), $5, $6, $7, $8, $9, $10) returning ${shown}`,
    [
      token.orgId,
      token.id,
      token.name,
      token.hash,
      token.scopes,
      token.userId ?? null,
      token.createdBy,
      token.expiresAt,
      token.makerUserId ?? null,
      token.makerTokenId ?? null,
    ],
  );
  if (row === null) throw new Error('an API token was not stored');
  return row;
}

/** Needs the token's hash as the key of the look-up. */
export async function findLiveToken(tx: Transaction, hash: string, nowMs: number): Promise<LiveToken | null> {
  return tx.row<LiveToken>(
    `select org_id as "orgId", id, scopes, user_id as "userId", last_used_at as "lastUsedAt",
       user_id is null and maker_user_id is null and maker_token_id is null as "isFirst" from api_tokens
     where hash = decode($1, 'hex') and revoked_at is null and (expires_at is null or expires_at > $2)`,
    [hash, new Date(nowMs)],
  );
}

export async function listApiTokens(
  tx: Transaction,
  { orgId, after, limit }: { readonly orgId: number; readonly after: Place | null; readonly limit: number },
): Promise<readonly ApiToken[]> {
  return tx.rows<ApiToken>(
    `select ${shown} from api_tokens
     where org_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3))
     order by created_at desc, id desc limit $4`,
    [orgId, after?.at ?? null, after?.id ?? null, limit + 1],
  );
}

export async function findApiToken(tx: Transaction, orgId: number, id: string): Promise<ApiToken | null> {
  return tx.row<ApiToken>(`select ${shown} from api_tokens where org_id = $1 and id = $2`, [orgId, id]);
}

/** With all that were made with it: how many ended now. One that was revoked before stays as it was. Null where there is none. */
export async function revokeApiToken(tx: Transaction, orgId: number, id: string): Promise<number | null> {
  const row = await tx.row<{ ended: number; isThere: boolean }>(
    `${withMade('id = $2')}, ended as (update api_tokens set revoked_at = now()
       where org_id = $1 and id in (select id from made) and revoked_at is null returning id)
     select (select count(*)::integer from ended) as ended, exists (select from made) as "isThere"`,
    [orgId, id],
  );
  return row?.isThere === true ? row.ended : null;
}

/** Those that act for a person, those that they made, and all that were made with any of them. */
export async function revokeTokensBy(tx: Transaction, orgId: number, userId: number): Promise<void> {
  await tx.run(
    `${withMade('user_id = $2 or maker_user_id = $2')} update api_tokens set revoked_at = now()
     where org_id = $1 and id in (select id from made) and revoked_at is null`,
    [orgId, userId],
  );
}

const withMade = (first: string): string => `with recursive made as (
  select id from api_tokens where org_id = $1 and (${first})
  union select t.id from made m join api_tokens t on t.org_id = $1 and t.maker_token_id = m.id)`;

/** Of the live tokens that act for a person, all but the newest `keep` are revoked. */
export async function revokeTokensOfPerson(
  tx: Transaction,
  { orgId, userId, keep }: { readonly orgId: number; readonly userId: number; readonly keep: number },
): Promise<void> {
  await tx.run(
    `update api_tokens set revoked_at = now() where org_id = $1 and id in (
       select id from api_tokens where org_id = $1 and user_id = $2 and revoked_at is null
       order by created_at desc, id desc offset $3)`,
    [orgId, userId, keep],
  );
}

export async function noteTokenUse(tx: Transaction, orgId: number, id: string, nowMs: number): Promise<void> {
  await tx.run(
    `update api_tokens set last_used_at = $3 where org_id = $1 and id = $2
     and (last_used_at is null or last_used_at < $3)`,
    [orgId, id, new Date(nowMs)],
  );
}
