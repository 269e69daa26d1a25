import type { Log } from '../log.ts';
import { cleanUp } from './clean-up.ts';
import type { DiskLimits } from './limits.ts';
import type { Places } from './places.ts';
import { freeRoom, quotaRoom, type Room } from './room.ts';

export interface House {
  readonly places: Places;
  readonly limits: DiskLimits;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly nowMs: number;
  /** The folder of the run itself. */
  readonly ownDir: string;
  readonly endProcesses: (runId: string) => Promise<unknown>;
}

/** Both never reject: a disk that cannot be looked at says itself what is wrong with it. */
export interface HouseKeeping {
  /** Known at once, unless there is too little: to be waited for before anything is written. */
  readonly free: Promise<Room>;
  /** Takes as long as it takes to count: to be waited for before Claude is started. */
  readonly quota: Promise<Room>;
}

/** A run's own work goes on meanwhile; what is left then is the next run's to remove. */
const mostCleanUpMs = 30_000;

/** Finds out whether there is room for a run, and has removed beside it what earlier ones left. */
export function keepHouse(house: House): HouseKeeping {
  let cleaning: Promise<void> | null = null;
  const cleaned = async (): Promise<void> => (cleaning ??= clean(house));
  const orEnough = async (room: Promise<Room>): Promise<Room> =>
    room.catch((error: unknown) => {
      house.log.debug(`The disk could not be looked at: ${String(error)}`);
      return { kind: 'enough' };
    });
  const free = orEnough(freeRoom({ ...house, cleaned }));
  const quota = orEnough(quotaRoom({ ...house, cleaned }));
  // After the count, which would else wait for the same disk, and Claude for it.
  void quota.then(cleaned);
  return { free, quota };
}

/** Never rejects. */
async function clean(house: House): Promise<void> {
  const signal = AbortSignal.any([house.signal, AbortSignal.timeout(mostCleanUpMs)]);
  try {
    const left = await cleanUp({ ...house, signal });
    for (const { path, why } of left.slice(0, mostNamed))
      house.log.info(`An earlier run's ${path} could not be removed: ${why}`);
  } catch (error) {
    house.log.debug(`The clean-up failed: ${String(error)}`);
  }
}

const mostNamed = 5;
