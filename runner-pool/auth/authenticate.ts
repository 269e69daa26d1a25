import type { JWTVerifyGetKey } from 'jose';
import { scopes } from '../../contract/scope.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { findLiveToken } from '../store/api-tokens.ts';
import { findTokenLine, openOrganizationOf } from '../store/token-line.ts';
import { hashOf, isApiToken } from './api-token.ts';
import { isJobToken, jobOf } from './oidc.ts';
import type { Principal } from './principal.ts';
import type { RunTokens } from './run-token.ts';
import { rightsOf } from './token-rights.ts';
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
    if (live === null) return null;
    // Of whoever runs the coordinator, and for nobody: nothing else bounds it.
    if (live.isFirst) return { live, held: scopes.filter((scope) => live.scopes.includes(scope)) };
    await openOrganizationOf(tx, live.orgId);
    const held = rightsOf(await findTokenLine(tx, { orgId: live.orgId, id: live.id, nowMs: clock() }));
    return held === null ? null : { live, held };
  });
  if (found === null) return null;
  const { live, held } = found;
  uses.token(live);
  return { kind: 'token', orgId: live.orgId, tokenId: live.id, userId: live.userId, scopes: held };
}
