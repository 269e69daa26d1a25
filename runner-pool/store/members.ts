import type { Member } from '../../contract/member.ts';
import type { Role } from '../../contract/scope.ts';
import type { Transaction } from '../database/database.ts';
import type { Place } from '../http/page.ts';

export interface Membership {
  readonly orgId: number;
  readonly organization: string;
  readonly role: Role;
  readonly source: Member['source'];
}

export interface NewMemberRow {
  readonly orgId: number;
  readonly userId: number;
  readonly login: string;
  readonly role: Role;
  readonly source: Member['source'];
}

const shown = 'user_id as "userId", login, role, source, version, created_at as "createdAt"';

/** Needs the person as the key of the look-up. */
export async function membershipsOf(tx: Transaction, userId: number): Promise<readonly Membership[]> {
  return tx.rows<Membership>(
    `select m.org_id as "orgId", o.login as organization, m.role, m.source
     from members m join organizations o on o.id = m.org_id where m.user_id = $1 order by m.org_id limit 1000`,
    [userId],
  );
}

export async function roleOf(tx: Transaction, orgId: number, userId: number): Promise<Role | null> {
  const row = await tx.row<{ role: Role }>('select role from members where org_id = $1 and user_id = $2', [
    orgId,
    userId,
  ]);
  return row?.role ?? null;
}

export async function listMembers(
  tx: Transaction,
  { orgId, after, limit }: { readonly orgId: number; readonly after: Place | null; readonly limit: number },
): Promise<readonly Member[]> {
  return tx.rows<Member>(
    `select ${shown} from members
     where org_id = $1 and ($2::timestamptz is null or (created_at, user_id) < ($2, $3::bigint))
     order by created_at desc, user_id desc limit $4`,
    [orgId, after?.at ?? null, after?.id ?? null, limit + 1],
  );
}

/** All administrators and this member, locked: who changes either waits, so that one administrator is always left. */
export async function lockMember(
  tx: Transaction,
  orgId: number,
  userId: number,
): Promise<{ readonly member: Member | null; readonly otherAdmins: number }> {
  const rows = await tx.rows<Member>(
    `select ${shown} from members where org_id = $1 and (user_id = $2 or role = 'admin')
     order by user_id for update`,
    [orgId, userId],
  );
  const others = rows.filter((row) => row.userId !== userId && row.role === 'admin');
  return { member: rows.find((row) => row.userId === userId) ?? null, otherAdmins: others.length };
}

export async function findMember(tx: Transaction, orgId: number, userId: number): Promise<Member | null> {
  return tx.row<Member>(`select ${shown} from members where org_id = $1 and user_id = $2`, [orgId, userId]);
}

/** Null where the person is a member already. */
export async function insertMember(tx: Transaction, member: NewMemberRow): Promise<Member | null> {
  return tx.row<Member>(
    `insert into members (org_id, user_id, login, role, source) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning ${shown}`,
    [member.orgId, member.userId, member.login, member.role, member.source],
  );
}

/** Whoever is given a role by a person keeps it, whatever GitHub says later. */
export async function changeRole(
  tx: Transaction,
  change: { readonly orgId: number; readonly userId: number; readonly role: Role },
): Promise<Member | null> {
  return tx.row<Member>(
    `update members set role = $3, source = 'added', version = version + 1
     where org_id = $1 and user_id = $2 returning ${shown}`,
    [change.orgId, change.userId, change.role],
  );
}

export async function deleteMember(tx: Transaction, orgId: number, userId: number): Promise<void> {
  await tx.run('delete from members where org_id = $1 and user_id = $2', [orgId, userId]);
}

export async function noteLoginName(
  tx: Transaction,
  { orgId, userId, login }: { readonly orgId: number; readonly userId: number; readonly login: string },
): Promise<void> {
  await tx.run('update members set login = $3 where org_id = $1 and user_id = $2 and login <> $3', [
    orgId,
    userId,
    login,
  ]);
}
