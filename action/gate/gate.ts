import type { Verdict, Yes } from './standing.ts';

/** What stands between an event and everything that costs or is seen. */
export interface Gate {
  /** Rejects where nothing could be found out. */
  readonly verdict: Promise<Verdict>;
  /** Whether it said yes; until then nothing is sent to the model and nothing is posted. */
  readonly isOpen: () => boolean;
  /** What is behind the gate: handed out once it said yes, never when it did not. */
  readonly behind: <T>(thing: Promise<T>) => Promise<T>;
}

/** `opened` is called before anything is handed out. */
export function createGate(verdict: Promise<Verdict>, opened: (yes: Yes) => void): Gate {
  let isOpen = false;
  const yes = verdict.then((said) => {
    if (said.kind === 'no') throw new Error(said.message);
    opened(said);
    isOpen = true;
  });
  // Whoever waits for the verdict is told; what is behind may never be asked for.
  yes.catch(() => undefined);
  return {
    verdict,
    isOpen: () => isOpen,
    behind: async (thing) => {
      await yes;
      return thing;
    },
  };
}
