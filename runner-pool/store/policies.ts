import type { Policy } from '../../contract/policy.ts';
import type { Transaction } from '../database/database.ts';

export interface PolicyParts {
  readonly organization: Policy;
  /** Null: the repository is not known. */
  readonly repository: {
    readonly fullName: string;
    readonly isEnrolled: boolean;
    readonly policy: Policy;
  } | null;
}

/** What is said of an organization and one of its repositories, in one look. */
export async function findPolicies(
  tx: Transaction,
  orgId: number,
  repositoryId: number,
): Promise<PolicyParts> {
  const row = await tx.row<PolicyParts>(
    `select coalesce((select policy from organization_settings where org_id = $1), '{}') as organization,
       (select json_build_object('fullName', full_name, 'isEnrolled', is_enrolled, 'policy', policy)
        from repositories where org_id = $1 and id = $2) as repository`,
    [orgId, repositoryId],
  );
  return row ?? { organization: {}, repository: null };
}
