import type { Database } from '../database/database.ts';
import { type Violation, violationsIn } from '../store/invariants.ts';
import { organizationIds } from '../store/organizations.ts';

export interface FoundViolation extends Violation {
  readonly orgId: number;
}

/**
 * Looks, without changing anything, for what must never be: leases without a run, runs that are stuck, money that does not add up, gaps
 * below an acknowledgement. Of all organizations, each at one moment.
 */
export async function checkInvariants({
  database,
}: {
  readonly database: Pick<Database, 'inDirectory' | 'inOrganization'>;
}): Promise<readonly FoundViolation[]> {
  const found: FoundViolation[] = [];
  for (const orgId of await database.inDirectory(organizationIds)) {
    const violations = await database.inOrganization(orgId, async (tx) => violationsIn(tx, orgId));
    found.push(...violations.map((violation) => ({ orgId, ...violation })));
  }
  return found;
}
