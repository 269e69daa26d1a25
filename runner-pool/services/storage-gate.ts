import type { Database } from '../database/database.ts';
import { countedStorage, limitOf } from '../store/quotas.ts';
import { defaultQuotas, type QuotaExceeded } from './quotas.ts';

/** Whether an organization may store more, without asking the database for each batch. */
export interface StorageGate {
  /** Null: it may have so many bytes more. */
  readonly check: (orgId: number, bytes: number) => Promise<QuotaExceeded | null>;
  /** So many were stored by this instance. */
  readonly note: (orgId: number, bytes: number) => void;
}

interface Deps {
  readonly database: Pick<Database, 'inOrganization'>;
  readonly clock: () => number;
}

interface Look {
  readonly atMs: number;
  readonly limit: number;
  readonly used: number;
  readonly countedAt: string | null;
}

/** A quota that was changed holds after this long. */
const lookMs = 5_000;

/**
 * Goes by what the last sweep counted and what this instance stored since. What other instances stored since is not seen: the quota
 * may be overrun by what they take between two sweeps.
 */
export function createStorageGate({ database, clock }: Deps): StorageGate {
  const looks = new Map<number, Promise<Look>>();
  const since = new Map<number, { readonly countedAt: string | null; bytes: number }>();
  const look = async (orgId: number): Promise<Look> =>
    database.inOrganization(orgId, async (tx) => {
      const limit = (await limitOf(tx, orgId, 'storedBytes')) ?? defaultQuotas.storedBytes;
      return { atMs: clock(), limit, ...(await countedStorage(tx, orgId)) };
    });
  const fresh = async (orgId: number): Promise<Look> => {
    const earlier = looks.get(orgId);
    if (earlier !== undefined) {
      const found = await earlier;
      if (clock() - found.atMs < lookMs || looks.get(orgId) !== earlier) return found;
    }
    const next = look(orgId);
    looks.set(orgId, next);
    next.catch(() => looks.delete(orgId));
    return next;
  };
  return {
    check: async (orgId, bytes) => {
      const { limit, used: counted, countedAt } = await fresh(orgId);
      const own = since.get(orgId);
      if (own?.countedAt !== countedAt) since.set(orgId, { countedAt, bytes: 0 });
      const used = counted + (since.get(orgId)?.bytes ?? 0);
      return used + bytes > limit ? { kind: 'quota exceeded', name: 'storedBytes', limit, used } : null;
    },
    note: (orgId, bytes) => {
      const own = since.get(orgId);
      if (own !== undefined) own.bytes += bytes;
    },
  };
}
