import type { EffectivePolicy } from '../../contract/policy.ts';
import type { Transaction } from '../database/database.ts';
import { findPolicies } from '../store/policies.ts';
import { effectivePolicy } from './policy.ts';

/** The policy that holds for a repository; for one that is not known, its organization's. */
export async function policyOf(
  tx: Transaction,
  orgId: number,
  repositoryId: number,
): Promise<EffectivePolicy> {
  const { organization, repository } = await findPolicies(tx, orgId, repositoryId);
  return effectivePolicy(organization, repository?.policy);
}
