import type { JWTVerifyGetKey } from 'jose';
import { scopes } from '../../contract/scope.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { findLiveToken } from '../store/api-tokens.ts';
import { openMembershipsOf, roleOf } from '../store/members.ts';
import { hashOf, isApiToken } from './api-token.ts';
import { isJobToken, jobOf } from './oidc.ts';
import type { Principal } from './principal.ts';
import { scopesOfRole } from './roles.ts';
import type { RunTokens } from './run-token.ts';
import type { UseNotes } from './use-notes.ts';

interface Deps {
  readonly config: Pick<Config, 'oidc'>;
  readonly database: Pick<Database, 'lookUp' | 'call'>;
  readonly issuerKeys: JWTVerifyGetKey;
  readonly runTokens: Pick<RunTokens, 'verify'>;
  readonly uses: Pick<UseNotes, 'token'>;
  readonly clock: () => number;
}

/** Who holds this bearer token; null where nobody does. */
export async function authenticate(deps: Deps, token: string): Promise<Principal | null> {
  if (token.startsWith('co_')) return holderOfApiToken(deps, token);
  if (isJobToken(token, deps.config.oidc.issuer)) return jobOf(deps, token);
  const run = await deps.runTokens.verify(token);
  return run === null ? null : { kind: 'run', ...run };
}

async function holderOfApiToken({ database, uses, clock }: Deps, token: string): Promise<Principal | null> {
  if (!isApiToken(token)) return null;
  const hash = hashOf(token);
  const found = await database.lookUp({ name: 'token_hash', value: hash }, async (tx) => {
    const live = await findLiveToken(tx, hash, clock());
    if (live === null || live.userId === null) return live === null ? null : { live, allowed: scopes };
    // It acts for a person: no more than they may do now, and nothing once they are gone.
    await openMembershipsOf(tx, live.userId);
    const role = await roleOf(tx, live.orgId, live.userId);
    return role === null ? null : { live, allowed: scopesOfRole(role) };
  });
  if (found === null) return null;
  const { live, allowed } = found;
  uses.token(live);
  const held = allowed.filter((scope) => live.scopes.includes(scope));
  return { kind: 'token', orgId: live.orgId, tokenId: live.id, userId: live.userId, scopes: held };
}
