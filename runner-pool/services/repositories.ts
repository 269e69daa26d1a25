import type { Policy } from '../../contract/policy.ts';
import type { NewRepository, RepositoryChange, RepositoryView } from '../../contract/repository-view.ts';
import type { Database, Transaction } from '../database/database.ts';
import type { Place } from '../http/page.ts';
import { findOrganization } from '../store/organization-settings.ts';
import {
  changeRepository,
  enrolRepository,
  findRepository,
  listRepositories,
  lockRepository,
  type RepositoryRow,
} from '../store/repositories.ts';
import { effectivePolicy, policyFault } from './policy.ts';
import { checkQuota, type QuotaExceeded } from './quotas.ts';

interface Deps {
  readonly database: Pick<Database, 'inOrganization'>;
}

export type RepositoryEnrolled =
  | { readonly kind: 'enrolled'; readonly repository: RepositoryView }
  /** The App is installed there, and tells its name itself. */
  | { readonly kind: 'another name'; readonly id: number; readonly known: string; readonly said: string }
  | BadPolicy
  | QuotaExceeded;
export type RepositoryChanged =
  | { readonly kind: 'changed'; readonly repository: RepositoryView }
  | { readonly kind: 'not found' }
  | { readonly kind: 'changed meanwhile'; readonly version: number }
  | BadPolicy
  | QuotaExceeded;

export interface BadPolicy {
  readonly kind: 'bad policy';
  readonly why: string;
}

export async function repositories(
  { database }: Deps,
  page: {
    readonly orgId: number;
    readonly isEnrolled: boolean | null;
    readonly after: Place | null;
    readonly limit: number;
  },
): Promise<readonly RepositoryView[]> {
  return database.inOrganization(page.orgId, async (tx) => {
    const show = await shower(tx, page.orgId);
    return (await listRepositories(tx, page)).map(show);
  });
}

export async function repository(
  { database }: Deps,
  orgId: number,
  id: number,
): Promise<RepositoryView | null> {
  return database.inOrganization(orgId, async (tx) => {
    const row = await findRepository(tx, orgId, id);
    return row === null ? null : (await shower(tx, orgId))(row);
  });
}

/** Enrols one, or again one that was taken out. */
export async function enrol(
  { database }: Deps,
  orgId: number,
  {
    id,
    fullName,
    policy = null,
  }: Omit<NewRepository, 'policy'> & { readonly policy?: NewRepository['policy'] | null },
): Promise<RepositoryEnrolled> {
  return database.inOrganization(orgId, async (tx) => {
    const known = await findRepository(tx, orgId, id);
    if (known !== null && known.installationId !== null && known.fullName !== fullName)
      return { kind: 'another name', id, known: known.fullName, said: fullName };
    const bad = policy === null ? null : await whyBad(tx, orgId, policy);
    if (bad !== null) return bad;
    const exceeded = known?.isEnrolled === true ? null : await checkQuota(tx, orgId, 'repositories', 1);
    if (exceeded !== null) return exceeded;
    const row = await enrolRepository(tx, { orgId, id, fullName, policy });
    return { kind: 'enrolled', repository: (await shower(tx, orgId))(row) };
  });
}

export async function alterRepository(
  { database }: Deps,
  {
    orgId,
    id,
    version,
    change,
  }: {
    readonly orgId: number;
    readonly id: number;
    readonly version: number | null;
    readonly change: Omit<RepositoryChange, 'version'>;
  },
): Promise<RepositoryChanged> {
  return database.inOrganization(orgId, async (tx) => {
    const now = await lockRepository(tx, orgId, id);
    if (now === null) return { kind: 'not found' };
    if (version !== null && version !== now.version)
      return { kind: 'changed meanwhile', version: now.version };
    const { isEnrolled = now.isEnrolled, policy = now.policy } = change;
    const bad = change.policy === undefined ? null : await whyBad(tx, orgId, policy);
    if (bad !== null) return bad;
    const exceeded = isEnrolled && !now.isEnrolled ? await checkQuota(tx, orgId, 'repositories', 1) : null;
    if (exceeded !== null) return exceeded;
    const row = await changeRepository(tx, { orgId, id, isEnrolled, policy });
    if (row === null) throw new Error(`repository ${id} is gone while it is changed`);
    return { kind: 'changed', repository: (await shower(tx, orgId))(row) };
  });
}

async function whyBad(tx: Transaction, orgId: number, policy: Policy): Promise<BadPolicy | null> {
  const why = policyFault((await findOrganization(tx, orgId))?.policy ?? {}, policy);
  return why === null ? null : { kind: 'bad policy', why };
}

async function shower(tx: Transaction, orgId: number): Promise<(row: RepositoryRow) => RepositoryView> {
  const organization = await findOrganization(tx, orgId);
  return (row) => ({ ...row, effectivePolicy: effectivePolicy(organization?.policy ?? {}, row.policy) });
}
