import type { Logger } from 'pino';
import { isAway } from '../database/database-faults.ts';

const againMs = 60_000;
const mostKept = 100;

/** `place`: which Redis, by its setting. Logs faults of the courier: the same one once a minute, since each connection reports it at each attempt. */
export function sayOnce(log: Pick<Logger, 'warn'>, place = 'the queue'): (error: Error) => void {
  const saidMs = new Map<string, number>();
  return (error) => {
    const nowMs = performance.now();
    if (nowMs - (saidMs.get(keyOf(error)) ?? Number.NEGATIVE_INFINITY) < againMs) return;
    if (saidMs.size >= mostKept) saidMs.clear();
    saidMs.set(keyOf(error), nowMs);
    const what = isAway(error) ? `cannot be reached (${keyOf(error)}), and is waited for` : 'has a fault';
    log.warn({ err: error }, `${place} ${what}; what is due waits in the database`);
  };
}

/** An attempt at several addresses of a host fails without a message. */
const keyOf = (error: Error & { readonly code?: string }): string => error.code ?? error.message;
