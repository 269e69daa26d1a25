const tickMs = 1_000;

export interface Pace {
  /** So much came, and what comes next has to wait for us. */
  readonly rest: (bytes: number) => void;
  /** It is the sender's turn again. */
  readonly go: () => void;
  readonly end: () => void;
}

/** Calls `onSlow` once a whole second that was the sender's own brought less than it has to. */
export function keepPace(bytesPerSecond: number, onSlow: () => void): Pace {
  let bytes = 0;
  let isSenders = true;
  const timer = setInterval(() => {
    if (isSenders && bytes < bytesPerSecond) onSlow();
    bytes = isSenders ? 0 : bytesPerSecond;
  }, tickMs);
  return {
    rest: (more) => {
      bytes += more;
      isSenders = false;
    },
    go: () => {
      isSenders = true;
    },
    end: () => clearInterval(timer),
  };
}
