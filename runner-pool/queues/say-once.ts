import type { Logger } from 'pino';

const againMs = 60_000;
const mostKept = 100;

/** Logs faults of the courier: the same one once a minute, since each connection reports it at each attempt. */
export function sayOnce(log: Pick<Logger, 'warn'>): (error: Error) => void {
  const saidMs = new Map<string, number>();
  return (error) => {
    const nowMs = performance.now();
    if (nowMs - (saidMs.get(error.message) ?? Number.NEGATIVE_INFINITY) < againMs) return;
    if (saidMs.size >= mostKept) saidMs.clear();
    saidMs.set(error.message, nowMs);
    log.warn({ err: error }, 'the queue has a fault; what is due waits in the database');
  };
}
