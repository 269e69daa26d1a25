export interface Change {
  readonly tell: () => void;
  /** The next one, or the end of the signal. */
  readonly next: (signal: AbortSignal) => Promise<void>;
}

/** Something that others wait for, all of them at once, again and again. */
export function changeOf(): Change {
  let happened = Promise.withResolvers<void>();
  return {
    tell: () => {
      happened.resolve();
      happened = Promise.withResolvers<void>();
    },
    next: async (signal) => {
      const aborted = Promise.withResolvers<void>();
      const stop = (): void => aborted.resolve();
      signal.addEventListener('abort', stop, { once: true });
      try {
        await Promise.race([happened.promise, aborted.promise]);
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
  };
}
