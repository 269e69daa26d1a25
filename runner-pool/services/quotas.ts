import type { QuotaName, Quotas } from '../../contract/quotas.ts';
import type { Transaction } from '../database/database.ts';
import { lockQuota, type Usage, usageOf } from '../store/quotas.ts';

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
  const seen =
    name === 'storedBytes'
      ? await usageOf(tx, orgId, name)
      : await lookLocked(tx, { orgId, name, how: 'alone' });
  return exceeded(seen, name, wanted);
}

/**
 * The same for what the transaction took already, one place of it: nobody waits while there are more places left than transactions
 * can be under way. Whoever takes one of the last waits for all of these.
 */
export async function checkQuotaTaken(
  tx: Transaction,
  orgId: number,
  name: QuotaName,
): Promise<QuotaExceeded | null> {
  const left = ({ limit, used, most }: Usage): number => (limit ?? defaultQuotas[name]) - used - most;
  const before = await usageOf(tx, orgId, name);
  let seen = await lookLocked(tx, { orgId, name, how: left(before) > margin ? 'together' : 'alone' });
  // So many places were taken meanwhile: two who do this wait for each other, and one of them has to begin again.
  if (left(before) > margin && left(seen) < 0) seen = await lookLocked(tx, { orgId, name, how: 'alone' });
  const over = exceeded(seen, name, 0);
  return over === null ? null : { ...over, used: over.used - 1 };
}

/** Places that are hardly taken between two statements. */
const margin = 20;

interface Look {
  readonly orgId: number;
  readonly name: QuotaName;
  readonly how: 'alone' | 'together';
}

async function lookLocked(tx: Transaction, { orgId, name, how }: Look): Promise<Usage> {
  const [, usage] = await Promise.all([lockQuota(tx, orgId, name, how), usageOf(tx, orgId, name)]);
  return usage;
}

function exceeded({ limit: set, used }: Usage, name: QuotaName, wanted: number): QuotaExceeded | null {
  const limit = set ?? defaultQuotas[name];
  return used + wanted > limit ? { kind: 'quota exceeded', name, limit, used } : null;
}
