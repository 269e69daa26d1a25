import type { GitHubPerson } from '../auth/github-person.ts';
import type { Database, Transaction } from '../database/database.ts';
import {
  deleteMember,
  insertMember,
  lockMember,
  type Membership,
  membershipsOf,
  noteLoginName,
} from '../store/members.ts';
import { organizationsOfOwners } from '../store/organizations.ts';

interface Deps {
  readonly database: Pick<Database, 'lookUp' | 'inDirectory' | 'inOrganization'>;
}

/** Whoever is in charge of more than this many accounts is asked about the first alone. */
const mostAsked = 20;

/**
 * Who administers a GitHub organization that is bound to one here is its administrator here, and is no longer once GitHub says so.
 * Whoever was added by hand stays what they were made. Where GitHub would not say, nothing changes.
 */
export async function joinOrganizations({ database }: Deps, person: GitHubPerson): Promise<void> {
  const { userId, login, accounts } = person;
  const lookUp = { name: 'user_id', value: String(userId) } as const;
  const before = await database.lookUp(lookUp, async (tx) => membershipsOf(tx, userId));
  for (const { orgId } of before)
    await database.inOrganization(orgId, async (tx) => noteLoginName(tx, { orgId, userId, login }));
  if (accounts === null) return;
  const ids = accounts.map(({ id }) => id);
  const bound = await database.inDirectory(async (tx) => organizationsOfOwners(tx, ids));
  const unsure = new Set<number>();
  const administered = new Set<number>();
  for (const { orgId, githubOwnerId } of bound.slice(0, mostAsked)) {
    const account = accounts.find(({ id }) => id === githubOwnerId);
    const says = account === undefined ? false : await person.administers(account);
    if (says === null) unsure.add(orgId);
    if (says === true) administered.add(orgId);
  }
  for (const { orgId } of bound.slice(mostAsked)) unsure.add(orgId);
  for (const orgId of administered)
    await database.inOrganization(orgId, async (tx) =>
      insertMember(tx, { orgId, userId, login, role: 'admin', source: 'github' }),
    );
  for (const { orgId } of before.filter((one) => isOver(one, administered, unsure)))
    await database.inOrganization(orgId, async (tx) => leave(tx, orgId, userId));
}

const isOver = (
  { orgId, source }: Membership,
  administered: ReadonlySet<number>,
  unsure: ReadonlySet<number>,
): boolean => source === 'github' && !administered.has(orgId) && !unsure.has(orgId);

/** Also where it was the last administrator: the organization's are on GitHub, and come back by logging in. */
async function leave(tx: Transaction, orgId: number, userId: number): Promise<void> {
  const { member } = await lockMember(tx, orgId, userId);
  if (member?.source === 'github') await deleteMember(tx, orgId, userId);
}
