import type pg from 'pg';
import { isOutdatedPlan } from './prepared.ts';

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
          if (!isAway(error) && !isConflict(error)) throw error;
          if (isAway(error)) awayUntilMs = nowMs() + pauseMs;
        }
      fallbacks += 1;
      return work(primary);
    },
  };
}

/**
 * Connection failures, and SQLSTATE classes 08 (connection), 53 (out of resources), 57P (shutdown, start); what waited too long for a
 * lock, or for one another. All of it may be asked again.
 */
export function isAway(error: unknown): boolean {
  const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string };
  if (
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ETIMEDOUT|08...|53...|57P..|57014|55P03|40P01)$/.test(
      code,
    )
  )
    return true;
  return (
    isSilent(error) ||
    isOutdatedPlan(error) ||
    /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(
      message,
    )
  );
}

/** Nothing came back in time, not even that the statement was ended: the network swallows it. */
export const isSilent = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Query read timeout';

/** What a standby says to a query that stands in the way of what it replays. */
const isConflict = (error: unknown): boolean => (error as { readonly code?: string }).code === '40001';
