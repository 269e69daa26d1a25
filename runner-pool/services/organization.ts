import type { OrganizationChange, OrganizationView } from '../../contract/organization-view.ts';
import type { QuotaName, Quotas } from '../../contract/quotas.ts';
import type { Database } from '../database/database.ts';
import {
  changeOrganization,
  findOrganization,
  lockOrganization,
  type OrganizationRow,
} from '../store/organization-settings.ts';
import { effectivePolicy, policyFault } from './policy.ts';
import { defaultQuotas } from './quotas.ts';
import { orRefused } from './refused.ts';

interface Deps {
  readonly database: Pick<Database, 'inOrganization'>;
}

export type OrganizationChanged =
  | { readonly kind: 'changed'; readonly organization: OrganizationView }
  | { readonly kind: 'not found' }
  | { readonly kind: 'changed meanwhile'; readonly version: number }
  | { readonly kind: 'owner taken' }
  | { readonly kind: 'bad policy'; readonly why: string }
  | { readonly kind: 'operator only'; readonly what: string };

export async function organization({ database }: Deps, orgId: number): Promise<OrganizationView | null> {
  const row = await database.inOrganization(orgId, async (tx) => findOrganization(tx, orgId));
  return row === null ? null : shown(row);
}

export async function alterOrganization(
  { database }: Deps,
  orgId: number,
  {
    change,
    version,
  }: { readonly change: Omit<OrganizationChange, 'version'>; readonly version: number | null },
): Promise<OrganizationChanged> {
  return orRefused<OrganizationChanged, OrganizationChanged>(async (refuse) =>
    database.inOrganization(orgId, async (tx) => {
      const now = await lockOrganization(tx, orgId);
      if (now === null) return { kind: 'not found' };
      if (version !== null && version !== now.version)
        return { kind: 'changed meanwhile', version: now.version };
      const fault = change.policy === undefined ? null : policyFault(change.policy);
      if (fault !== null) return { kind: 'bad policy', why: fault };
      const what = now.isOperators ? null : beyondTenant(now, change);
      if (what !== null) return { kind: 'operator only', what };
      if (!(await changeOrganization(tx, orgId, { ...now, ...change })))
        return refuse({ kind: 'owner taken' });
      const row = await findOrganization(tx, orgId);
      return row === null ? { kind: 'not found' } : { kind: 'changed', organization: shown(row) };
    }),
  );
}

/**
 * What only the operator's own organization may change: a tenant that named any owner would get that owner's runs, and quotas are there to
 * hold tenants.
 */
function beyondTenant(now: OrganizationRow, change: OrganizationChange): string | null {
  const { githubOwnerId = now.githubOwnerId, quotas = now.quotas } = change;
  if (githubOwnerId !== now.githubOwnerId) return 'githubOwnerId is set by installing the GitHub App';
  const names = Object.keys(defaultQuotas) as QuotaName[];
  const limit = (of: Quotas, name: QuotaName) => of[name] ?? defaultQuotas[name];
  const raised = names.find((name) => limit(quotas, name) > limit(now.quotas, name));
  return raised === undefined ? null : `the quota ${raised} can be lowered here, and raised by the operator`;
}

function shown(row: OrganizationRow): OrganizationView {
  const { id, login, githubOwnerId, policy, quotas, version, updatedAt } = row;
  const kept = { id, login, githubOwnerId, policy, quotas, version, updatedAt };
  return { ...kept, effectivePolicy: effectivePolicy(policy) };
}
