import type pg from 'pg';
import { isAway, isConflict, isPassing, isTooSlow } from './database-faults.ts';

export interface ReplicaState {
  /** How often a list was read from the primary because the replica did not answer. */
  readonly fallbacks: () => number;
}

export interface Replica extends ReplicaState {
  /** Reads from the replica; from the primary where the replica is away, or ends a query for what it has to replay. */
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
          if (!isAway(error) && !isConflict(error) && !isPassing(error)) throw error;
          // Too slow may be its replay, which holds a lock; the next lists must not wait for it too.
          if (isAway(error) || isTooSlow(error)) awayUntilMs = nowMs() + pauseMs;
        }
      fallbacks += 1;
      return work(primary);
    },
  };
}
