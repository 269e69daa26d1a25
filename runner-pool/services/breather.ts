import { setImmediate as turn } from 'node:timers/promises';
import type { Breather } from '../../contract/redact/unhurried.ts';

const sliceMs = 10;

/** Time for a rest is every few milliseconds. */
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
