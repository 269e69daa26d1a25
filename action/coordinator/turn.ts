import type { HeartbeatAnswer } from '../../contract/run-protocol.ts';
import { type Entry, entryCancelled, entryWithout } from './entry.ts';
import { sentence } from './sentence.ts';

export interface TurnDeps {
  readonly isRequired: boolean;
  readonly log: { readonly info: (line: string) => void };
  readonly monotonic: () => number;
  /** Of the run: nobody waits for its turn any more once it aborts. */
  readonly signal: AbortSignal;
}

/** The wait of a run for a session that another run has. */
export interface Turn {
  readonly isAwaited: () => boolean;
  readonly wait: () => Promise<Entry>;
  readonly come: (entry: Entry) => void;
  /** The coordinator says that it is not yet, and why. */
  readonly notYet: (reason: string) => void;
  readonly cancelled: (answer: Pick<HeartbeatAnswer, 'reason' | 'state' | 'isSuperseded'>) => void;
  /** The coordinator was not heard; `why` is a clause about it. */
  readonly unheard: (why: string) => void;
}

/** So long a run waits for its turn with a coordinator that is away. */
const mostAwayMs = 60_000;
const sayEveryMs = 60_000;

export function createTurn({ isRequired, log, monotonic, signal }: TurnDeps): Turn {
  const { promise, resolve } = Promise.withResolvers<Entry>();
  let isAwaited = false;
  let saidAt = Number.NEGATIVE_INFINITY;
  let heardAt = monotonic();
  return {
    isAwaited: () => isAwaited,
    wait: async () => {
      isAwaited = true;
      heardAt = monotonic();
      log.info('Another run has the session; the coordinator has this one wait');
      const over = (): void => resolve({ kind: 'over' });
      signal.addEventListener('abort', over, { once: true });
      if (signal.aborted) over();
      const entry = await promise;
      signal.removeEventListener('abort', over);
      isAwaited = false;
      return entry;
    },
    come: resolve,
    notYet: (reason) => {
      heardAt = monotonic();
      if (!isAwaited || monotonic() - saidAt < sayEveryMs) return;
      saidAt = monotonic();
      log.info(`Waiting for the session. ${sentence(reason)}`);
    },
    cancelled: (answer) => resolve(entryCancelled(answer)),
    unheard: (why) => {
      if (isAwaited && monotonic() - heardAt > mostAwayMs) resolve(entryWithout(why, isRequired));
    },
  };
}
