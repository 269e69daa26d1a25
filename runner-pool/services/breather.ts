import { setImmediate as turn } from 'node:timers/promises';

const sliceMs = 10;

/** For something long: between its steps, every few milliseconds, whatever else waits has its turn. */
export interface Breather {
  /** Whether it is time for `rest`: a promise for each of a thousand small steps would cost more than they do. */
  readonly isDue: () => boolean;
  readonly rest: () => Promise<void>;
}

export function createBreather(): Breather {
  let sinceMs = performance.now();
  return {
    isDue: () => performance.now() - sinceMs >= sliceMs,
    rest: async () => {
      await turn();
      sinceMs = performance.now();
    },
  };
}
