import type { Transaction } from '../database/database.ts';

export interface BoundOrganization {
  readonly orgId: number;
  readonly githubOwnerId: number;
}

/** The organizations that stand for these owners on GitHub. */
export async function organizationsOfOwners(
  tx: Transaction,
  ownerIds: readonly number[],
): Promise<readonly BoundOrganization[]> {
  return tx.rows<BoundOrganization>(
    `select id as "orgId", github_owner_id as "githubOwnerId" from organizations
     where github_owner_id = any($1) and id > 0 order by id`,
    [ownerIds],
  );
}

export async function organizationLogin(tx: Transaction, orgId: number): Promise<string | null> {
  const row = await tx.row<{ login: string }>('select login from organizations where id = $1 and id > 0', [
    orgId,
  ]);
  return row?.login ?? null;
}

export async function organizationIds(tx: Transaction): Promise<readonly number[]> {
  const rows = await tx.rows<{ id: number }>('select id from organizations where id > 0 order by id');
  return rows.map(({ id }) => id);
}

/** The only organization there is, bound to this owner from now on; null where there are others, or it is bound. */
export async function bindOnlyOrganization(
  tx: Transaction,
  owner: { readonly id: number; readonly login: string },
): Promise<number | null> {
  const bound = await tx.row<{ id: number }>(
    `update organizations set github_owner_id = $1, login = $2
     where id > 0 and github_owner_id is null and (select count(*) from organizations where id > 0) = 1 returning id`,
    [owner.id, owner.login],
  );
  return bound?.id ?? null;
}

export async function insertOrganization(
  tx: Transaction,
  owner: { readonly id: number; readonly login: string },
): Promise<number> {
  const made = await tx.row<{ id: number }>(
    'insert into organizations (github_owner_id, login) values ($1, $2) returning id',
    [owner.id, owner.login],
  );
  if (made === null) throw new Error(`an organization for ${owner.login} was not stored`);
  return made.id;
}

export async function renameOrganization(tx: Transaction, orgId: number, login: string): Promise<void> {
  await tx.run('update organizations set login = $2 where id = $1 and login <> $2', [orgId, login]);
}
