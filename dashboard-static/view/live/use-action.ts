import { useState } from 'preact/hooks';
import { asLoadError } from '../../load/history.ts';

export interface Action {
  readonly isBusy: boolean;
  /** What came of it, good or bad; empty: nothing was done yet. */
  readonly said: string;
  readonly failed: boolean;
  /** `done` gives the sentence to say. */
  readonly run: (done: () => Promise<string>) => void;
}

/** Something that the reader does, at most once at a time. */
export function useAction(): Action {
  const [state, setState] = useState({ isBusy: false, said: '', failed: false });
  const run = (done: () => Promise<string>): void => {
    setState({ isBusy: true, said: '', failed: false });
    done().then(
      (said) => setState({ isBusy: false, said, failed: false }),
      (error: unknown) => setState({ isBusy: false, said: asLoadError(error).message, failed: true }),
    );
  };
  return { ...state, run };
}
