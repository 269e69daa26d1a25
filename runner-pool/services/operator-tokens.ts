import { randomUUID } from 'node:crypto';
import type { ApiToken } from '../../contract/api-token.ts';
import type { Scope } from '../../contract/scope.ts';
import { hashOf, newApiToken } from '../auth/api-token.ts';
import type { Database, Transaction } from '../database/database.ts';
import { findApiToken, insertApiToken, listApiTokens, revokeApiToken } from '../store/api-tokens.ts';
import { organizationIds } from '../store/organizations.ts';

interface Deps {
  readonly database: Pick<Database, 'inOrganization' | 'inDirectory'>;
}

/** More than an organization has: the quota counts those that are good. */
const mostListed = 10_000;

export type OrganizationChosen =
  | { readonly kind: 'chosen'; readonly orgId: number }
  | { readonly kind: 'not one'; readonly ids: readonly number[] };

/** A token made by whoever runs the coordinator, past all roles and quotas. Only its hash is kept. */
export async function makeOperatorToken(
  tx: Transaction,
  { orgId, name, scopes, createdBy, expiresAt }: OperatorToken,
): Promise<{ readonly id: string; readonly token: string }> {
  const token = newApiToken();
  const id = randomUUID();
  await insertApiToken(tx, { orgId, id, name, hash: hashOf(token), scopes, createdBy, expiresAt });
  return { id, token };
}

export interface OperatorToken {
  readonly orgId: number;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdBy: string;
  readonly expiresAt: string | null;
}

/** The organization that is named, or the only one. */
export async function chooseOrganization(
  { database }: Deps,
  named: number | null,
): Promise<OrganizationChosen> {
  const ids = await database.inDirectory(organizationIds);
  const chosen = ids.filter((id) => named === null || id === named);
  const [only] = chosen;
  return only !== undefined && chosen.length === 1
    ? { kind: 'chosen', orgId: only }
    : { kind: 'not one', ids };
}

/** All that the organization ever had, newest first. */
export async function listTokens({ database }: Deps, orgId: number): Promise<readonly ApiToken[]> {
  return database.inOrganization(orgId, async (tx) =>
    listApiTokens(tx, { orgId, after: null, limit: mostListed }),
  );
}

export interface TokenRevoked {
  readonly name: string;
  /** When it was revoked before; null: it was not. */
  readonly before: string | null;
  /** How many that were made with it ended with it. */
  readonly others: number;
}

/** Null where the organization has no such token. */
export async function revokeToken(
  { database }: Deps,
  orgId: number,
  id: string,
): Promise<TokenRevoked | null> {
  return database.inOrganization(orgId, async (tx) => {
    const token = await findApiToken(tx, orgId, id);
    if (token === null) return null;
    const ended = (await revokeApiToken(tx, orgId, id)) ?? 0;
    const { name, revokedAt: before } = token;
    return { name, before, others: before === null ? ended - 1 : ended };
  });
}
