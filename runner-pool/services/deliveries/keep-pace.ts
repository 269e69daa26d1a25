const tickMs = 1_000;

export interface Pace {
  /** So much came, and what comes next has to wait for us. */
  readonly rest: (bytes: number) => void;
  /** It is the sender's turn again. */
  readonly go: () => void;
  readonly end: () => void;
}

export interface PaceLimits {
  /** A second that was the sender's own has to bring as much. */
  readonly bytesPerSecond: number;
  /** All of it takes no longer. */
  readonly seconds: number;
}

/** Calls `onSlow` when a body comes more slowly than it may. */
export function keepPace({ bytesPerSecond, seconds }: PaceLimits, onSlow: () => void): Pace {
  let bytes = 0;
  let secondsLeft = seconds;
  let isSenders = true;
  const timer = setInterval(() => {
    secondsLeft -= 1;
    if (secondsLeft === 0 || (isSenders && bytes < bytesPerSecond)) onSlow();
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
