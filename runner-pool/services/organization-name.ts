import type { Database } from '../database/database.ts';
import { organizationLogin } from '../store/organizations.ts';

/** What an organization is called on the screen. */
export async function organizationName(
  { database }: { readonly database: Pick<Database, 'inDirectory'> },
  orgId: number,
): Promise<string> {
  return (await database.inDirectory(async (tx) => organizationLogin(tx, orgId))) ?? '';
}
