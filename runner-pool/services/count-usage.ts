import type { Database } from '../database/database.ts';
import { organizationIds } from '../store/organizations.ts';
import { writeStoredBytes } from '../store/quotas.ts';

interface Deps {
  readonly database: Pick<Database, 'inDirectory' | 'inOrganization'>;
}

/** Counts anew what each organization has stored: too slow to do for each write, so the quota goes by this. */
export async function countUsage({ database }: Deps): Promise<void> {
  for (const orgId of await database.inDirectory(organizationIds))
    await database.inOrganization(orgId, async (tx) => writeStoredBytes(tx, orgId));
}
