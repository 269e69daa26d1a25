import { setTimeout as sleep } from 'node:timers/promises';

/** Waiting that can be cut short for everybody at once. */
export interface Nap {
  /** Never rejects. */
  readonly pause: (ms: number) => Promise<void>;
  readonly wake: () => void;
}

export function createNap(signal: AbortSignal): Nap {
  let morning = new AbortController();
  return {
    pause: async (ms) => {
      const either = AbortSignal.any([signal, morning.signal]);
      await sleep(ms, undefined, { signal: either }).catch(() => undefined);
    },
    wake: () => {
      morning.abort();
      morning = new AbortController();
    },
  };
}
