import type { QuotaName, Quotas } from '../../contract/quotas.ts';
import type { Transaction } from '../database/database.ts';
import { countOf, limitOf, lockQuota } from '../store/quotas.ts';

/** More than a big organization needs, and less than would hurt the others on the same coordinator. */
export const defaultQuotas: Required<Quotas> = {
  tokens: 100,
  members: 1_000,
  repositories: 2_000,
  openRuns: 1_000,
  enteredRuns: 10_000,
  storedBytes: 100 * 1024 ** 3,
};

export interface QuotaExceeded {
  readonly kind: 'quota exceeded';
  readonly name: QuotaName;
  readonly limit: number;
  readonly used: number;
}

/**
 * Whether the organization may have `wanted` more of this; null: it may. Until the transaction ends, whoever else asks for the same
 * quota waits, so that two cannot both take the last place. `storedBytes` is what the last sweep counted, and makes nobody wait.
 */
export async function checkQuota(
  tx: Transaction,
  orgId: number,
  name: QuotaName,
  wanted: number,
): Promise<QuotaExceeded | null> {
  if (name !== 'storedBytes') await lockQuota(tx, orgId, name);
  const limit = (await limitOf(tx, orgId, name)) ?? defaultQuotas[name];
  const used = await countOf(tx, orgId, name);
  return used + wanted > limit ? { kind: 'quota exceeded', name, limit, used } : null;
}
