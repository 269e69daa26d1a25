import type pg from 'pg';
import { isAway, isConflict, isOutdatedPlan } from './database-faults.ts';

export interface ReplicaState {
  /** How often a list was read from the primary because the replica did not answer. */
  readonly fallbacks: () => number;
}

export interface Replica extends ReplicaState {
  /** Reads from the replica; from the primary where the replica is away, or cancels for what it has to replay. */
  readonly read: <T>(work: (pool: pg.Pool) => Promise<T>) => Promise<T>;
}

/** It is left alone for this long after it failed: lists do not wait for it one by one. */
const pauseMs = 5_000;

export function preferReplica(
  { primary, replica }: { readonly primary: pg.Pool; readonly replica: pg.Pool | null },
  nowMs: () => number = performance.now.bind(performance),
): Replica {
  let awayUntilMs = 0;
  let fallbacks = 0;
  return {
    fallbacks: () => fallbacks,
    read: async (work) => {
      if (replica === null) return work(primary);
      if (nowMs() >= awayUntilMs)
        try {
          return await work(replica);
        } catch (error) {
          if (!isAway(error) && !isConflict(error) && !isOutdatedPlan(error)) throw error;
          if (isAway(error)) awayUntilMs = nowMs() + pauseMs;
        }
      fallbacks += 1;
      return work(primary);
    },
  };
}
