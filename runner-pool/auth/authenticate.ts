import type { Database } from '../database/database.ts';
import { hashOf, isApiToken } from './api-token.ts';
import { type Principal, type Scope, scopes } from './principal.ts';
import type { RunTokens } from './run-token.ts';

interface Deps {
  readonly database: Pick<Database, 'lookUp'>;
  readonly runTokens: Pick<RunTokens, 'verify'>;
  readonly clock: () => number;
}

/** Who holds this bearer token; null where nobody does. */
export async function authenticate(deps: Deps, token: string): Promise<Principal | null> {
  if (token.startsWith('co_')) return holderOfApiToken(deps, token);
  const run = await deps.runTokens.verify(token);
  return run === null ? null : { kind: 'run', ...run };
}

async function holderOfApiToken({ database, clock }: Deps, token: string): Promise<Principal | null> {
  if (!isApiToken(token)) return null;
  const hash = hashOf(token);
  const found = await database.lookUp({ name: 'token_hash', value: hash }, async (tx) =>
    tx.row<{ org_id: number; id: string; scopes: string[] }>(
      `select org_id, id, scopes from api_tokens
       where hash = decode($1, 'hex') and revoked_at is null and (expires_at is null or expires_at > $2)`,
      [hash, new Date(clock())],
    ),
  );
  if (found === null) return null;
  const known = found.scopes.filter((scope): scope is Scope => scopes.some((name) => name === scope));
  return { kind: 'token', orgId: found.org_id, tokenId: found.id, scopes: known };
}
