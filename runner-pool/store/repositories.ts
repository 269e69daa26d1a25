import type { Policy } from '../../contract/policy.ts';
import type { Transaction } from '../database/database.ts';
import type { Place } from '../http/page.ts';

export interface RepositoryRow {
  readonly id: number;
  readonly fullName: string;
  readonly installationId: number | null;
  readonly isEnrolled: boolean;
  readonly policy: Policy;
  readonly version: number;
  readonly createdAt: string;
}

const shown = `id, full_name as "fullName", installation_id as "installationId", is_enrolled as "isEnrolled", policy, version,
  created_at as "createdAt"`;

export async function findRepository(
  tx: Transaction,
  orgId: number,
  id: number,
): Promise<RepositoryRow | null> {
  return tx.row<RepositoryRow>(`select ${shown} from repositories where org_id = $1 and id = $2`, [
    orgId,
    id,
  ]);
}

export async function listRepositories(
  tx: Transaction,
  {
    orgId,
    after,
    limit,
    isEnrolled,
  }: {
    readonly orgId: number;
    readonly after: Place | null;
    readonly limit: number;
    readonly isEnrolled: boolean | null;
  },
): Promise<readonly RepositoryRow[]> {
  return tx.rows<RepositoryRow>(
    `select ${shown} from repositories
     where org_id = $1 and ($5::boolean is null or is_enrolled = $5)
       and ($2::timestamptz is null or (created_at, id) < ($2, $3::bigint))
     order by created_at desc, id desc limit $4`,
    [orgId, after?.at ?? null, after?.id ?? null, limit + 1, isEnrolled],
  );
}

/** Enrols one, new or known; a name that GitHub changed since is taken over. */
export async function enrolRepository(
  tx: Transaction,
  {
    orgId,
    id,
    fullName,
    policy,
  }: {
    readonly orgId: number;
    readonly id: number;
    readonly fullName: string;
    readonly policy: Policy | null;
  },
): Promise<RepositoryRow> {
  const row = await tx.row<RepositoryRow>(
    `insert into repositories (org_id, id, full_name, is_enrolled, policy) values ($1, $2, $3, true, coalesce($4::jsonb, '{}'))
     on conflict (org_id, id) do update set full_name = excluded.full_name, is_enrolled = true,
       policy = coalesce($4::jsonb, repositories.policy), version = repositories.version + 1
     returning ${shown}`,
    [orgId, id, fullName, policy === null ? null : JSON.stringify(policy)],
  );
  if (row === null) throw new Error(`repository ${id} was not stored`);
  return row;
}

/** The id of another enrolled repository of this name, which to GitHub is the same in small and capital letters. */
export async function enrolledAs(
  tx: Transaction,
  { orgId, id, fullName }: { readonly orgId: number; readonly id: number; readonly fullName: string },
): Promise<number | null> {
  const row = await tx.row<{ id: number }>(
    'select id from repositories where org_id = $1 and id <> $2 and lower(full_name) = lower($3) and is_enrolled limit 1',
    [orgId, id, fullName],
  );
  return row?.id ?? null;
}

export async function lockRepository(
  tx: Transaction,
  orgId: number,
  id: number,
): Promise<RepositoryRow | null> {
  return tx.row<RepositoryRow>(`select ${shown} from repositories where org_id = $1 and id = $2 for update`, [
    orgId,
    id,
  ]);
}

export async function changeRepository(
  tx: Transaction,
  {
    orgId,
    id,
    isEnrolled,
    policy,
  }: {
    readonly orgId: number;
    readonly id: number;
    readonly isEnrolled: boolean;
    readonly policy: Policy;
  },
): Promise<RepositoryRow | null> {
  return tx.row<RepositoryRow>(
    `update repositories set is_enrolled = $3, policy = $4, version = version + 1
     where org_id = $1 and id = $2 returning ${shown}`,
    [orgId, id, isEnrolled, JSON.stringify(policy)],
  );
}

export async function renameRepository(
  tx: Transaction,
  { orgId, id, fullName }: { readonly orgId: number; readonly id: number; readonly fullName: string },
): Promise<void> {
  await tx.run('update repositories set full_name = $3 where org_id = $1 and id = $2 and full_name <> $3', [
    orgId,
    id,
    fullName,
  ]);
}
