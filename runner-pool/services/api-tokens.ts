import { randomUUID } from 'node:crypto';
import type { ApiToken, MadeApiToken, NewApiToken } from '../../contract/api-token.ts';
import type { Scope } from '../../contract/scope.ts';
import { hashOf, newApiToken } from '../auth/api-token.ts';
import type { Principal } from '../auth/principal.ts';
import { beyond } from '../auth/roles.ts';
import type { Database, Transaction } from '../database/database.ts';
import type { Place } from '../http/page.ts';
import { findApiToken, insertApiToken, listApiTokens, revokeApiToken } from '../store/api-tokens.ts';
import { momentMs } from './moment-ms.ts';
import { checkQuota, type QuotaExceeded } from './quotas.ts';

interface Deps {
  readonly database: Pick<Database, 'inOrganization'>;
  readonly clock: () => number;
}

/** Who makes a token: a person, or another token. */
export type Maker = Extract<Principal, { kind: 'token' | 'person' }>;

export type TokenMade =
  | { readonly kind: 'made'; readonly token: MadeApiToken }
  | { readonly kind: 'beyond your scopes'; readonly scopes: readonly Scope[] }
  | { readonly kind: 'no time' }
  | { readonly kind: 'bad expiry'; readonly latest: string }
  | QuotaExceeded;

const dayMs = 86_400_000;
const longestDays = 365;
const usualDays = 90;

/**
 * A token can do at most what its maker can, for at most as long, and no more at any later moment either: none makes itself stronger
 * or longer-lived through another.
 */
export async function makeApiToken(deps: Deps, maker: Maker, wanted: NewApiToken): Promise<TokenMade> {
  const { orgId } = maker;
  const scopes = beyond(wanted.scopes, maker.scopes);
  if (scopes.length > 0) return { kind: 'beyond your scopes', scopes };
  const wantedMs = wanted.expiresAt === undefined ? null : momentMs(wanted.expiresAt);
  if (Number.isNaN(wantedMs)) return { kind: 'no time' };
  return deps.database.inOrganization(orgId, async (tx) => {
    const nowMs = deps.clock();
    const latestMs = Math.min(nowMs + longestDays * dayMs, await endOf(tx, maker));
    const expiresAtMs = wantedMs ?? Math.min(nowMs + usualDays * dayMs, latestMs);
    if (expiresAtMs <= nowMs || expiresAtMs > latestMs)
      return { kind: 'bad expiry', latest: new Date(latestMs).toISOString() };
    const exceeded = await checkQuota(tx, orgId, 'tokens', 1);
    if (exceeded !== null) return exceeded;
    const text = newApiToken();
    const token = await insertApiToken(tx, {
      orgId,
      id: randomUUID(),
      name: wanted.name,
      hash: hashOf(text),
      scopes: wanted.scopes,
      ...madeBy(maker),
      expiresAt: new Date(expiresAtMs).toISOString(),
    });
    return { kind: 'made', token: { token: text, ...token } };
  });
}

const madeBy = (maker: Maker) =>
  maker.kind === 'person'
    ? { createdBy: maker.login, makerUserId: maker.userId }
    : { createdBy: `token ${maker.tokenId}`, makerTokenId: maker.tokenId };

async function endOf(tx: Transaction, maker: Maker): Promise<number> {
  if (maker.kind === 'person') return Number.POSITIVE_INFINITY;
  const own = await findApiToken(tx, maker.orgId, maker.tokenId);
  return own?.expiresAt == null ? Number.POSITIVE_INFINITY : Date.parse(own.expiresAt);
}

/** One more than `limit`, where there is one. */
export async function apiTokens(
  { database }: Pick<Deps, 'database'>,
  page: { readonly orgId: number; readonly after: Place | null; readonly limit: number },
): Promise<readonly ApiToken[]> {
  return database.inOrganization(page.orgId, async (tx) => listApiTokens(tx, page));
}

export async function apiToken(
  { database }: Pick<Deps, 'database'>,
  orgId: number,
  id: string,
): Promise<ApiToken | null> {
  return database.inOrganization(orgId, async (tx) => findApiToken(tx, orgId, id));
}

/** With all that were made with it. False where there is no such token, or nothing is left to end. */
export async function endApiToken(
  { database }: Pick<Deps, 'database'>,
  orgId: number,
  id: string,
): Promise<boolean> {
  return database.inOrganization(orgId, async (tx) => ((await revokeApiToken(tx, orgId, id)) ?? 0) > 0);
}
