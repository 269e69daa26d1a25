import type { Queue, QueueOptions, Worker, WorkerOptions } from 'bullmq';
import type { Broker, Job } from './broker.ts';

/** What of BullMQ differs between its backends. */
export interface BullMq {
  readonly name: Broker['name'];
  readonly newQueue: (name: string, options: Omit<QueueOptions, 'connection'>) => AnyQueue;
  readonly newWorker: (
    name: string,
    process: (job: { readonly id?: string | undefined; readonly name: string }) => Promise<void>,
    options: Omit<WorkerOptions, 'connection'>,
  ) => AnyWorker;
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
}

type AnyQueue = Pick<Queue, 'add' | 'addBulk' | 'upsertJobScheduler'> & Life;
type AnyWorker = Pick<Worker, 'pause' | 'run'> & Life;
interface Life {
  readonly on: (event: 'error', listener: (error: Error) => void) => unknown;
  readonly waitUntilReady: () => Promise<unknown>;
  readonly close: (force?: boolean) => Promise<void>;
}

/** A courier that takes longer is as good as none: the task is handed out again. */
const addMs = 5_000;

export function createBullMqBroker(bull: BullMq, onFault: (error: Error) => void): Broker {
  const queues = new Map<string, AnyQueue>();
  const queueOf = (name: string): AnyQueue => {
    const known = queues.get(name);
    if (known !== undefined) return known;
    const made = bull.newQueue(name, {
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
      streams: { events: { maxLen: 100 } },
    });
    made.on('error', onFault);
    queues.set(name, made);
    // BullMQ never forgets that a first connection failed: the next one begins anew.
    made.waitUntilReady().catch(() => queues.delete(name));
    return made;
  };
  return {
    name: bull.name,
    add: async (queue, jobs) => inTime(addAll(queueOf(queue), jobs.map(bulkEntry))),
    schedule: async (queue, name, everyMs) =>
      void (await inTime(queueOf(queue).upsertJobScheduler(name, { every: everyMs }, { name }))),
    work: async (queue, { concurrency, process }) => {
      const worker = bull.newWorker(queue, async ({ id, name }) => process({ id: id ?? '', name }), {
        concurrency,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
        // Whether one that stalled is done again is decided by its claim.
        maxStalledCount: 1_000,
        runRetryDelay: 1_000,
        autorun: false,
      });
      worker.on('error', onFault);
      // One without its first connection would ask for it for ever, without a pause in which anything else could happen.
      const ready = worker.waitUntilReady();
      // Redis may be away, and is waited for; without PostgreSQL there is nothing to do.
      if (bull.name === 'postgres') await inTime(ready);
      ready.then(async () => worker.run()).catch(onFault);
      return { pause: async () => worker.pause(true), close: async () => worker.close(true) };
    },
    ping: async () => inTime(bull.ping()),
    close: async () => {
      await Promise.all([...queues.values()].map(async (queue) => queue.close().catch(onFault)));
      await bull.close();
    },
  };
}

interface Entry {
  readonly name: string;
  readonly data: object;
  readonly opts: { readonly jobId: string; readonly priority: number };
}

function bulkEntry({ id, name, place }: Job): Entry {
  return { name, data: {}, opts: { jobId: id, priority: place } };
}

/** On PostgreSQL a bulk makes temporary tables, which pays from a few jobs on. */
async function addAll(queue: AnyQueue, entries: Entry[]): Promise<void> {
  if (entries.length > 3) await queue.addBulk(entries);
  else for (const { name, data, opts } of entries) await queue.add(name, data, opts);
}

/** BullMQ waits for a connection as long as it takes. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The queue did not answer within ${addMs} ms`)), addMs);
  });
  // What comes of it after that is nobody's.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
