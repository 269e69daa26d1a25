import { scopes } from '../../../contract/scope.ts';
import { hashOf, newApiToken } from '../../../runner-pool/auth/api-token.ts';
import type { TestDatabase } from './database.ts';

/** Another organization beside the first one, with a token that may do everything in it. */
export async function addTenant({
  look,
}: TestDatabase): Promise<{ readonly orgId: number; readonly token: string }> {
  const token = newApiToken();
  const [made] = await look<{ id: string }>(
    "insert into organizations (login) values ('other') returning id",
  );
  const orgId = Number(made?.id);
  await look('insert into organization_settings (org_id) values ($1)', [orgId]);
  await look(
    `insert into api_tokens (org_id, id, name, hash, scopes, created_by) values ($1, $2, 'all', decode($3, 'hex'), $4, 'test')`,
    [orgId, `token-${orgId}`, hashOf(token), [...scopes]],
  );
  return { orgId, token };
}
