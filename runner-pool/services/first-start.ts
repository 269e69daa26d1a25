import { scopes } from '../../contract/scope.ts';
import type { Database } from '../database/database.ts';
import { makeOperatorToken } from './operator-tokens.ts';

export interface FirstStart {
  readonly orgId: number;
  /** Shown once; only its hash is kept. */
  readonly adminToken: string;
}

/** Makes the first organization and a token for its administrator; null where there is an organization. */
export async function firstStart(database: Database): Promise<FirstStart | null> {
  const orgId = await database.inDirectory(async (tx) => {
    // Two instances that start at once make one organization.
    await tx.row('select pg_advisory_xact_lock(7305418813)');
    const found = await tx.row('select id from organizations where id > 0 limit 1');
    if (found !== null) return null;
    const made = await tx.row<{ id: number }>(
      "insert into organizations (login) values ('local') returning id",
    );
    return made?.id ?? null;
  });
  if (orgId === null) return null;
  const adminToken = await database.inOrganization(orgId, async (tx) => {
    await tx.run('insert into organization_settings (org_id) values ($1)', [orgId]);
    const name = 'administrator, made at the first start';
    const wanted = { orgId, name, scopes, createdBy: 'first start', expiresAt: null };
    return (await makeOperatorToken(tx, wanted)).token;
  });
  return { orgId, adminToken };
}
