import type { Database } from '../database/database.ts';
import type { QueueName } from '../store/outbox.ts';
import { type HandedTask, type HandLimits, handTasks, takeBack } from '../store/task-claims.ts';
import type { Broker } from './broker.ts';
import { jobIdOf } from './job-id.ts';
import { placeOf } from './place.ts';
import type { QueuePlan, QueueTimes } from './times.ts';

export interface Relay {
  /** Something may be due. */
  readonly nudge: () => void;
  /** A task ended: who waits for its room may come. */
  readonly roomMade: () => void;
  readonly close: () => Promise<void>;
}

interface Deps {
  readonly database: Pick<Database, 'call'>;
  readonly broker: Pick<Broker, 'add'>;
  readonly plans: Readonly<Record<QueueName, QueuePlan>>;
  readonly times: QueueTimes;
  readonly onFault: (error: Error) => void;
}

/** Turns closer together hand out little each, and cost the database as much. */
const leastGapMs = 5;
/** The courier refused: not at once again. */
const refusedMs = 1_000;

/** Takes what was committed to the outbox to the courier: when nudged, and every so often in any case. */
export function startRelay(deps: Deps): Relay {
  const served = new Map<string, number>();
  let isNudged = true;
  let isClosed = false;
  let isMore = false;
  let wake = (): void => undefined;

  const turn = async (): Promise<void> => {
    const handed = await handTasks(deps.database, {
      limits: limitsOf(deps.plans, served),
      holdMs: deps.times.handMs,
      crashMs: deps.times.crashMs,
    });
    for (const { queue, orgId } of handed.tasks) served.set(queue, orgId);
    isMore = handed.isMore;
    await deliver(deps, handed.tasks);
  };
  const run = async (): Promise<void> => {
    while (!isClosed) {
      isNudged = false;
      await turn().catch((error: Error) => {
        deps.onFault(error);
      });
      await pause(leastGapMs);
      if (!isNudged && !isClosed) await pause(deps.times.pollMs, (end) => (wake = end));
    }
  };
  const nudge = (): void => {
    isNudged = true;
    wake();
  };
  const running = run();
  return {
    nudge,
    roomMade: () => {
      if (isMore) nudge();
    },
    close: async () => {
      isClosed = true;
      wake();
      await running;
    },
  };
}

function limitsOf(plans: Deps['plans'], served: ReadonlyMap<string, number>): HandLimits {
  return Object.fromEntries(
    Object.entries(plans).map(([queue, { room, share }]) => [
      queue,
      { room, share, after: served.get(queue) ?? -1 },
    ]),
  );
}

async function deliver({ broker, database, onFault }: Deps, tasks: readonly HandedTask[]): Promise<void> {
  const byQueue = Map.groupBy(tasks, ({ queue }) => queue);
  await Promise.all(
    [...byQueue].map(async ([queue, handed]) => {
      const jobs = handed
        .toSorted((a, b) => a.rank - b.rank)
        .map((task) => ({ id: jobIdOf(task), name: task.kind, place: placeOf(task) }));
      try {
        await broker.add(queue, jobs);
      } catch (error) {
        onFault(error as Error);
        await takeBack(database, handed, refusedMs);
      }
    }),
  );
}

async function pause(ms: number, early: (end: () => void) => void = () => undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    early(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
