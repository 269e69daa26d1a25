import { setTimeout as sleep } from 'node:timers/promises';
import { placeOfUrl } from '../connection-fault.ts';
import type { Context } from '../context.ts';
import type { QueueName } from '../store/outbox.ts';
import type { Broker, RunningWorker } from './broker.ts';
import { type Handlers, handlers } from './handlers.ts';
import { readJobId } from './job-id.ts';
import { createPostgresBroker } from './postgres-broker.ts';
import { createRedisBroker } from './redis-broker.ts';
import { type Relay, startRelay } from './relay.ts';
import { sayOnce } from './say-once.ts';
import { startSweeps } from './start-sweeps.ts';
import { type Sweep, sweeps } from './sweeps.ts';
import { type QueuePlan, type QueueTimes, queuePlans, usualTimes } from './times.ts';
import { workOnTask } from './work-on-task.ts';

export interface QueueOptions {
  /** For BullMQ on PostgreSQL. */
  readonly databaseUrl: string;
  readonly handlers?: Handlers;
  readonly sweeps?: readonly Sweep[];
  readonly times?: QueueTimes;
  readonly plans?: Readonly<Record<QueueName, QueuePlan>>;
}

export interface Queues {
  readonly broker: Broker['name'];
  /** Takes nothing new; what is under way has `drainMs`, and goes back after that. */
  readonly close: () => Promise<void>;
}

/** After `drainMs` handlers are told to end, and have this long to. */
const lastMs = 1_000;

/** Starts the courier, the workers and the sweeps. */
export async function startQueues(context: Context, options: QueueOptions): Promise<Queues> {
  const { times = usualTimes, plans = queuePlans } = options;
  const names = Object.keys(plans) as QueueName[];
  const { redisUrl } = context.config;
  const { onFault, hush } = untilHushed(
    sayOnce(context.log, redisUrl === null ? undefined : `Redis at ${placeOfUrl(redisUrl)} (REDIS_URL)`),
  );
  const broker =
    redisUrl === null
      ? createPostgresBroker({ url: options.databaseUrl, workers: names.length + 1 }, onFault)
      : createRedisBroker(redisUrl, onFault);
  const ending = new AbortController();
  const underWay = new Set<Promise<void>>();
  const relay = startRelay({ database: context.database, broker, plans, times, onFault });
  const work = { context, handlers: options.handlers ?? handlers, plans, times, ending: ending.signal };
  const process = async ({ id }: { readonly id: string }): Promise<void> => {
    const handed = readJobId(id);
    if (handed === null || ending.signal.aborted) return;
    const done = workOnTask(work, handed).catch(onFault).finally(relay.roomMade);
    underWay.add(done);
    await done;
    underWay.delete(done);
  };
  const workers = await Promise.all(
    names.map(async (name) => broker.work(name, { concurrency: plans[name].concurrency, process })),
  );
  const swept = await startSweeps({
    context,
    broker,
    sweeps: options.sweeps ?? sweeps,
    times,
    ending: ending.signal,
    onFault,
  });
  context.tasks.answeredBy({ nudge: relay.nudge, ping: broker.ping });
  const all = [...workers, swept];
  let closing: Promise<void> | undefined;
  return {
    broker: broker.name,
    close: async () => (closing ??= close({ broker, relay, all, ending, underWay, times, hush })),
  };
}

interface Running {
  readonly broker: Broker;
  readonly relay: Relay;
  readonly all: readonly RunningWorker[];
  readonly ending: AbortController;
  readonly underWay: ReadonlySet<Promise<void>>;
  readonly times: QueueTimes;
  readonly hush: () => void;
}

/** Connections that are ended on purpose are no faults. */
function untilHushed(say: (error: Error) => void): Pick<Running, 'hush'> & { readonly onFault: typeof say } {
  let isHushed = false;
  return {
    onFault: (error) => {
      if (!isHushed) say(error);
    },
    hush: () => {
      isHushed = true;
    },
  };
}

async function close({ broker, relay, all, ending, underWay, times, hush }: Running): Promise<void> {
  await relay.close();
  const drained = Promise.all([...all.map(async (worker) => worker.pause()), ...underWay]);
  await Promise.race([drained, sleep(times.drainMs, null, { ref: false })]);
  ending.abort(new Error('The coordinator ends'));
  await Promise.race([Promise.all(underWay), sleep(lastMs, null, { ref: false })]);
  await Promise.race([
    Promise.all(all.map(async (worker) => worker.close())),
    sleep(lastMs, null, { ref: false }),
  ]);
  hush();
  await broker.close();
}
