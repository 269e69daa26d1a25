import type { Scope } from '../auth/principal.ts';
import type { Transaction } from '../database/database.ts';

export interface NewApiToken {
  readonly orgId: number;
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly createdBy: string;
  readonly expiresAt: string | null;
}

export async function insertApiToken(tx: Transaction, token: NewApiToken): Promise<void> {
  await tx.run(
    `insert into api_tokens (org_id, id, name, hash, scopes, created_by, expires_at)
     values ($1, $2, $3, decode($4, 'hex'), $5, $6, $7)`,
    [token.orgId, token.id, token.name, token.hash, token.scopes, token.createdBy, token.expiresAt],
  );
}
