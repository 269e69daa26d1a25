import type { Transaction } from '../database/database.ts';

export interface InstalledRepository {
  readonly id: number;
  readonly fullName: string;
}

interface Installation {
  readonly orgId: number;
  readonly installationId: number;
}

/**
 * The App has these: they are known by their names of now, and enrolled where the App came to them only now (`enrol`). One that somebody
 * took out here stays out.
 */
export async function addInstalled(
  tx: Transaction,
  { orgId, installationId }: Installation,
  repositories: readonly InstalledRepository[],
  { enrol }: { readonly enrol: boolean },
): Promise<void> {
  await tx.run(
    `insert into repositories as r (org_id, id, full_name, installation_id, is_enrolled)
     select $1, given.id, given.full_name, $2, $5 from unnest($3::bigint[], $4::text[]) as given (id, full_name)
     on conflict (org_id, id) do update set full_name = excluded.full_name, installation_id = excluded.installation_id,
       is_enrolled = r.is_enrolled or (excluded.is_enrolled and r.installation_id is null), version = r.version + 1
     where (r.full_name, r.installation_id) is distinct from (excluded.full_name, excluded.installation_id)`,
    [
      orgId,
      installationId,
      repositories.map(({ id }) => id),
      repositories.map(({ fullName }) => fullName),
      enrol,
    ],
  );
}

/** The App has none but these any more. */
export async function keepInstalled(
  tx: Transaction,
  { orgId, installationId }: Installation,
  ids: readonly number[],
): Promise<void> {
  await tx.run(
    `update repositories set installation_id = null, is_enrolled = false, version = version + 1
     where org_id = $1 and installation_id = $2 and not (id = any ($3::bigint[]))`,
    [orgId, installationId, ids],
  );
}

/** Gone from this organization, or out of the App's reach. */
export async function dropInstalled(tx: Transaction, orgId: number, ids: readonly number[]): Promise<void> {
  await tx.run(
    `update repositories set installation_id = null, is_enrolled = false, version = version + 1
     where org_id = $1 and id = any ($2::bigint[]) and (is_enrolled or installation_id is not null)`,
    [orgId, ids],
  );
}

/** How many of these would be enrolled anew. */
export async function countUnknown(tx: Transaction, orgId: number, ids: readonly number[]): Promise<number> {
  const row = await tx.row<{ unknown: number }>(
    `select count(*) as unknown from unnest($2::bigint[]) as given (id)
     where not exists (select from repositories r where r.org_id = $1 and r.id = given.id and r.is_enrolled)`,
    [orgId, ids],
  );
  return row?.unknown ?? 0;
}
