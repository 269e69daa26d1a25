export interface Leaving {
  /** The asking process is gone. */
  readonly gone: AbortSignal;
  /** The run is over. */
  readonly over: AbortSignal;
}

export interface Linger {
  /** Ends the call of the model API. */
  readonly signal: AbortSignal;
  /** The API has said what the prompt costs. */
  readonly promptKnown: () => void;
  readonly done: () => void;
}

export interface Patience {
  readonly promptMs: number;
  readonly endMs: number;
}

/** What is asked for is paid for; so the gateway stays until it knows how much that is, and for the end if that is near. */
const patience: Patience = { promptMs: 30_000, endMs: 3000 };

/** A call goes on for a while after the process that asked for it has left, but not after the run. */
export function lingerAfter({ gone, over }: Leaving, { promptMs, endMs }: Patience = patience): Linger {
  const ended = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let known = false;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => ended.abort(), known ? endMs : promptMs);
  };
  if (gone.aborted) wait();
  else gone.addEventListener('abort', wait, { once: true });
  return {
    signal: AbortSignal.any([over, ended.signal]),
    promptKnown: () => {
      known = true;
      if (gone.aborted) wait();
    },
    done: () => {
      clearTimeout(timer);
      gone.removeEventListener('abort', wait);
    },
  };
}
