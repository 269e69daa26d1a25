import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import { claimSweep, endSweep, renewSweep, sweepAges } from '../store/sweeps.ts';
import type { Broker, RunningWorker } from './broker.ts';
import { holdClaim } from './hold-claim.ts';
import { sweepQueue } from './migrate-queues.ts';
import type { Sweep } from './sweeps.ts';
import type { QueueTimes } from './times.ts';

interface Deps {
  readonly context: Context;
  readonly broker: Broker;
  readonly sweeps: readonly Sweep[];
  readonly times: QueueTimes;
  readonly ending: AbortSignal;
  readonly onFault: (error: Error) => void;
}

export interface RunningSweeps {
  readonly pause: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const queue = sweepQueue;

/**
 * Has the courier's scheduler start the sweeps. A courier may be away or have lost its schedule, and leases expire all the same: what
 * is overdue is begun here, and scheduled anew.
 */
export async function startSweeps(deps: Deps): Promise<RunningSweeps> {
  const { broker, sweeps, times, onFault } = deps;
  const begin = async (sweep: Sweep): Promise<void> => run(deps, sweep).catch(onFault);
  const schedule = async ({ name, everyMs }: Sweep): Promise<void> =>
    broker.schedule(queue, name, everyMs).catch(onFault);
  let worker: RunningWorker | null = null;
  if (sweeps.length > 0)
    worker = await broker.work(queue, {
      concurrency: sweeps.length,
      process: async ({ name }) => {
        const sweep = sweeps.find((one) => one.name === name);
        if (sweep !== undefined) await begin(sweep);
      },
    });
  // Not waited for: a courier that is away at the start is no reason not to.
  for (const sweep of sweeps) void schedule(sweep);
  const underWay = new Set<Promise<void>>();
  const look = async (): Promise<void> => {
    const ages = await sweepAges(deps.context.database);
    for (const sweep of sweeps) {
      if ((ages.get(sweep.name) ?? Number.POSITIVE_INFINITY) < sweep.everyMs * 1.5 + times.pollMs) continue;
      const both = Promise.all([schedule(sweep), begin(sweep)]).then(() => undefined);
      underWay.add(both);
      void both.finally(() => underWay.delete(both));
    }
  };
  const timer = setInterval(() => void look().catch(onFault), times.pollMs);
  return {
    pause: async () => {
      clearInterval(timer);
      await worker?.pause();
      await Promise.all(underWay);
    },
    close: async () => worker?.close(),
  };
}

async function run({ context, times, ending }: Deps, { name, everyMs, sweep }: Sweep): Promise<void> {
  if (ending.aborted) return;
  const { database, log } = context;
  const key = { name, claim: randomUUID(), holdMs: times.claimMs };
  // The scheduler's beat wavers, and after it was lost two may come.
  if (!(await claimSweep(database, { ...key, leastGapMs: everyMs / 2 }))) return;
  const held = holdClaim({ claimMs: times.claimMs, renew: async () => renewSweep(database, key) });
  try {
    await sweep(context, AbortSignal.any([held.signal, ending]));
  } catch (error) {
    log.error({ sweep: name, err: error }, 'a sweep failed; it comes again');
  } finally {
    held.end();
    await endSweep(database, key);
  }
}
