import type { Member, MemberChange, NewMember } from '../../contract/member.ts';
import type { Scope } from '../../contract/scope.ts';
import { beyond, scopesOfRole } from '../auth/roles.ts';
import type { Database } from '../database/database.ts';
import type { Place } from '../http/page.ts';
import { revokeTokensBy } from '../store/api-tokens.ts';
import {
  changeRole,
  deleteMember,
  findMember,
  insertMember,
  listMembers,
  lockMember,
} from '../store/members.ts';
import { checkQuota, type QuotaExceeded } from './quotas.ts';

interface Deps {
  readonly database: Pick<Database, 'inOrganization'>;
}

interface Actor {
  readonly orgId: number;
  readonly scopes: readonly Scope[];
}

/** Whoever changes members can give and take only what they have themselves. */
export type NotAllowed = { readonly kind: 'beyond your scopes'; readonly scopes: readonly Scope[] };
export type MemberAdded =
  | { readonly kind: 'added'; readonly member: Member }
  | { readonly kind: 'there already' }
  | NotAllowed
  | QuotaExceeded;
type Unchanged =
  | { readonly kind: 'not found' }
  | { readonly kind: 'last administrator' }
  | { readonly kind: 'changed meanwhile'; readonly version: number }
  | NotAllowed;
export type MemberChanged = { readonly kind: 'changed'; readonly member: Member } | Unchanged;
export type MemberRemoved = { readonly kind: 'removed' } | Unchanged;

/** One more than `limit`, where there is one. */
export async function members(
  { database }: Deps,
  page: { readonly orgId: number; readonly after: Place | null; readonly limit: number },
): Promise<readonly Member[]> {
  return database.inOrganization(page.orgId, async (tx) => listMembers(tx, page));
}

export async function member({ database }: Deps, orgId: number, userId: number): Promise<Member | null> {
  return database.inOrganization(orgId, async (tx) => findMember(tx, orgId, userId));
}

export async function addMember({ database }: Deps, actor: Actor, wanted: NewMember): Promise<MemberAdded> {
  const { orgId } = actor;
  const scopes = beyond(scopesOfRole(wanted.role), actor.scopes);
  if (scopes.length > 0) return { kind: 'beyond your scopes', scopes };
  return database.inOrganization(orgId, async (tx) => {
    const exceeded = await checkQuota(tx, orgId, 'members', 1);
    if (exceeded !== null) return exceeded;
    const added = await insertMember(tx, { orgId, ...wanted, source: 'added' });
    return added === null ? { kind: 'there already' } : { kind: 'added', member: added };
  });
}

export async function changeMember(
  { database }: Deps,
  actor: Actor,
  { userId, role, version }: MemberChange & { readonly userId: number },
): Promise<MemberChanged> {
  const { orgId } = actor;
  return database.inOrganization(orgId, async (tx) => {
    const { member: now, otherAdmins } = await lockMember(tx, orgId, userId);
    if (now === null) return { kind: 'not found' };
    const scopes = beyond([...scopesOfRole(now.role), ...scopesOfRole(role)], actor.scopes);
    if (scopes.length > 0) return { kind: 'beyond your scopes', scopes: [...new Set(scopes)] };
    if (now.version !== version) return { kind: 'changed meanwhile', version: now.version };
    if (now.role === 'admin' && role !== 'admin' && otherAdmins === 0) return { kind: 'last administrator' };
    const changed = await changeRole(tx, { orgId, userId, role });
    return changed === null ? { kind: 'not found' } : { kind: 'changed', member: changed };
  });
}

/** With them end the tokens that act for them, those that they made, and what was made with these. */
export async function removeMember({ database }: Deps, actor: Actor, userId: number): Promise<MemberRemoved> {
  const { orgId } = actor;
  return database.inOrganization(orgId, async (tx) => {
    const { member: now, otherAdmins } = await lockMember(tx, orgId, userId);
    if (now === null) return { kind: 'not found' };
    const scopes = beyond(scopesOfRole(now.role), actor.scopes);
    if (scopes.length > 0) return { kind: 'beyond your scopes', scopes };
    if (now.role === 'admin' && otherAdmins === 0) return { kind: 'last administrator' };
    await deleteMember(tx, orgId, userId);
    await revokeTokensBy(tx, orgId, userId);
    return { kind: 'removed' };
  });
}
