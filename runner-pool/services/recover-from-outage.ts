import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { extendLeases, noteInstance, secondsSinceSeen } from '../store/instances.ts';
import { leaseSeconds, outageSeconds } from './run-times.ts';

interface Deps {
  readonly database: Pick<Database, 'inDirectory'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/**
 * Shows that this instance is there, and sees whether any was: where none was for a while, no heartbeat could be heard, so every lease
 * begins anew. Before each look for leases that ran out, and before the first request is served.
 */
export async function recoverFromOutage({ database, log }: Deps, instanceId: string): Promise<void> {
  const { seconds, extended } = await database.inDirectory(async (tx) => {
    const seconds = await secondsSinceSeen(tx);
    const isOutage = seconds === null || seconds > outageSeconds;
    const extended = isOutage ? await extendLeases(tx, leaseSeconds) : 0;
    await noteInstance(tx, instanceId);
    return { seconds, extended };
  });
  if (extended === 0) return;
  // Whoever ends in order leaves nothing to be seen: then somebody meant it.
  if (seconds === null) log.info({ runs: extended }, 'started: the leases of runs under way begin anew');
  else
    log.warn(
      { outageSeconds: seconds, runs: extended },
      'nobody was here to hear the runs: their leases begin anew',
    );
}
