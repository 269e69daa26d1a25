import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { forgetInstance } from '../store/instances.ts';
import { recoverFromOutage } from './recover-from-outage.ts';
import { sweepMs } from './run-times.ts';
import { sweepLeases } from './sweep-leases.ts';

interface Deps {
  readonly database: Pick<Database, 'call' | 'inOrganization' | 'inDirectory'>;
  readonly tasks: { readonly nudge: () => void };
  readonly log: Pick<Logger, 'error' | 'warn' | 'info'>;
}

export interface LeaseWatch {
  readonly close: () => Promise<void>;
}

/**
 * Looks after leases in every instance, whatever becomes of the queue. Resolves once it knows whether there was an outage: before that
 * nothing should be served.
 */
export async function watchLeases(deps: Deps): Promise<LeaseWatch> {
  const instanceId = randomUUID();
  const stopping = new AbortController();
  const { signal } = stopping;
  await recoverFromOutage(deps, instanceId);
  const watching = watch();
  return {
    close: async () => {
      stopping.abort();
      await watching;
      await deps.database.inDirectory(async (tx) => forgetInstance(tx, instanceId)).catch(() => undefined);
    },
  };

  async function watch(): Promise<void> {
    while (await isTime(signal)) {
      try {
        // In this order: a database that was away is an outage too.
        await recoverFromOutage(deps, instanceId);
        await sweepLeases(deps, signal);
      } catch (error) {
        deps.log.error({ err: error }, 'leases were not looked after; they will be in a moment');
      }
    }
  }
}

/** False: it is not worth waiting any more. */
async function isTime(signal: AbortSignal): Promise<boolean> {
  await sleep(sweepMs, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}
