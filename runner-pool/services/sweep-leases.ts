import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { overdueRuns } from '../store/instances.ts';
import { expireRun } from './expire-run.ts';
import { deafSeconds, leaseSeconds } from './run-times.ts';

interface Deps {
  readonly database: Pick<Database, 'call' | 'inOrganization'>;
  readonly tasks: { readonly nudge: () => void };
  readonly log: Pick<Logger, 'error' | 'info'>;
}

const most = 500;
const side = 4;

/** Ends the runs whose time is over, of all organizations. Several instances may sweep at once: each run is looked at under its lock. */
export async function sweepLeases(deps: Deps, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const overdue = [
      ...(await overdueRuns(deps.database, { silentSeconds: leaseSeconds, deafSeconds, most })),
    ];
    const isWhole = overdue.length < most;
    let ended = 0;
    const worker = async (): Promise<void> => {
      for (let next = overdue.pop(); next !== undefined && signal?.aborted !== true; next = overdue.pop()) {
        try {
          await expireRun(deps, next);
          ended += 1;
        } catch (error) {
          // One that cannot be ended now must not keep the others waiting.
          deps.log.error({ err: error, run: next.runId }, 'an overdue run was not ended');
        }
      }
    };
    await Promise.all(Array.from({ length: side }, worker));
    if (ended > 0) deps.tasks.nudge();
    if (isWhole || ended === 0 || signal?.aborted === true) return;
  }
}
