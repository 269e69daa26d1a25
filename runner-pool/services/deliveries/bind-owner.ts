import type { Database } from '../../database/database.ts';
import type { GitHubAccess } from '../../github/access.ts';
import { insertSettings } from '../../store/organization-settings.ts';
import {
  bindOnlyOrganization,
  insertOrganization,
  organizationsOfOwners,
} from '../../store/organizations.ts';

interface Deps {
  readonly database: Pick<Database, 'inDirectory' | 'inOrganization'>;
  readonly github: GitHubAccess;
}

/**
 * The organization that stands for an owner who installed the App, made where there is none. Where the owner is also the App's,
 * whoever runs this coordinator installed it: then it is the organization of the first start, if that is the only one.
 */
export async function bindOwner(
  { database, github }: Deps,
  owner: { readonly id: number; readonly login: string },
): Promise<number> {
  const [bound] = await database.inDirectory(async (tx) => organizationsOfOwners(tx, [owner.id]));
  const orgId = bound?.orgId ?? (await bind({ database, github }, owner));
  // Here too, in case the process ended between the two.
  await database.inOrganization(orgId, async (tx) => insertSettings(tx, orgId));
  return orgId;
}

async function bind(
  { database, github }: Deps,
  owner: { readonly id: number; readonly login: string },
): Promise<number> {
  const isOperator = (await ownerOfApp(github)) === owner.id;
  return database.inDirectory(async (tx) => {
    // Two that come at once make one organization.
    await tx.row('select pg_advisory_xact_lock(7305418813)');
    const [known] = await organizationsOfOwners(tx, [owner.id]);
    if (known !== undefined) return known.orgId;
    return (isOperator ? await bindOnlyOrganization(tx, owner) : null) ?? insertOrganization(tx, owner);
  });
}

async function ownerOfApp(github: GitHubAccess): Promise<number | null> {
  const app = await github.asApp()?.rest.apps.getAuthenticated();
  return app?.data?.owner.id ?? null;
}
