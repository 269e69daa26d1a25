import { type Database, openDatabase } from '../../../runner-pool/database/database.ts';
import { checkInvariants, type FoundViolation } from '../../../runner-pool/services/check-invariants.ts';
import { recoverFromOutage } from '../../../runner-pool/services/recover-from-outage.ts';
import { leaseSeconds } from '../../../runner-pool/services/run-times.ts';
import { sweepLeases } from '../../../runner-pool/services/sweep-leases.ts';
import type { TestCoordinator } from './coordinator.ts';

/** A second instance beside the coordinator, whose looks at the leases a test begins by hand; and the hands of the clock. */
export interface LeaseHands {
  readonly database: Database;
  readonly sweep: () => Promise<void>;
  readonly recover: (instanceId?: string) => Promise<void>;
  readonly violations: () => Promise<readonly FoundViolation[]>;
  /** Throws what does not hold. */
  readonly mustHold: () => Promise<void>;
  /** As though this run had last been heard of so long ago. */
  readonly age: (runId: string, seconds: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const log = {
  error: (what: unknown) => void errors.push(what),
  warn: () => undefined,
  info: () => undefined,
};
const errors: unknown[] = [];

export function leaseHands(coordinator: Pick<TestCoordinator, 'database'>): LeaseHands {
  const { look, url } = coordinator.database;
  const database = openDatabase({ url, replicaUrl: null, connections: 4 });
  return {
    database,
    sweep: async () => {
      await sweepLeases({ database, tasks: { nudge: () => undefined }, log });
      if (errors.length > 0) throw new Error('the sweep failed', { cause: errors.splice(0) });
    },
    recover: async (instanceId = 'hands') => recoverFromOutage({ database, log }, instanceId),
    violations: async () => checkInvariants({ database }),
    mustHold: async () => {
      const found = await checkInvariants({ database });
      if (found.length > 0) throw new Error(`broken: ${JSON.stringify(found)}`);
    },
    age: async (runId, seconds) => {
      await look(
        `with aged as (update runs set heartbeat_at = clock_timestamp() - make_interval(secs => $2) where id = $1)
         update sessions set lease_expires_at = clock_timestamp() + make_interval(secs => $3 - $2) where lease_run_id = $1`,
        [runId, seconds, leaseSeconds],
      );
    },
    close: database.close,
  };
}
