import type { Policy } from '../../contract/policy.ts';
import type { Quotas } from '../../contract/quotas.ts';
import type { Transaction } from '../database/database.ts';

export interface OrganizationRow {
  readonly id: number;
  readonly login: string;
  readonly githubOwnerId: number | null;
  readonly policy: Policy;
  readonly quotas: Quotas;
  readonly version: number;
  readonly updatedAt: string;
  /** The one made at the first start: whoever runs the coordinator. */
  readonly isOperators: boolean;
}

const shown = `o.id, o.login, o.github_owner_id as "githubOwnerId", coalesce(s.policy, '{}') as policy, coalesce(s.quotas, '{}') as quotas,
  coalesce(s.version, 1) as version, coalesce(s.updated_at, o.created_at) as "updatedAt",
  o.id = (select min(id) from organizations where id > 0) as "isOperators"`;

export async function findOrganization(tx: Transaction, orgId: number): Promise<OrganizationRow | null> {
  return tx.row<OrganizationRow>(
    `select ${shown} from organizations o left join organization_settings s on s.org_id = o.id where o.id = $1`,
    [orgId],
  );
}

/** With its settings locked. */
export async function lockOrganization(tx: Transaction, orgId: number): Promise<OrganizationRow | null> {
  await tx.run('insert into organization_settings (org_id) values ($1) on conflict do nothing', [orgId]);
  await tx.run('select 1 from organization_settings where org_id = $1 for update', [orgId]);
  return findOrganization(tx, orgId);
}

/** False where another organization stands for this owner on GitHub. */
export async function changeOrganization(
  tx: Transaction,
  orgId: number,
  {
    login,
    githubOwnerId,
    policy,
    quotas,
  }: Pick<OrganizationRow, 'login' | 'githubOwnerId' | 'policy' | 'quotas'>,
): Promise<boolean> {
  const isBound = await tx.run(
    `update organizations set login = $2, github_owner_id = $3 where id = $1
       and not exists (select from organizations other where other.github_owner_id = $3 and other.id <> $1)`,
    [orgId, login, githubOwnerId],
  );
  if (isBound === 0) return false;
  await tx.run(
    `update organization_settings set policy = $2, quotas = $3, version = version + 1, updated_at = clock_timestamp()
     where org_id = $1`,
    [orgId, JSON.stringify(policy), JSON.stringify(quotas)],
  );
  return true;
}

/** Of a new organization: the defaults. */
export async function insertSettings(tx: Transaction, orgId: number): Promise<void> {
  await tx.run('insert into organization_settings (org_id) values ($1) on conflict do nothing', [orgId]);
}
