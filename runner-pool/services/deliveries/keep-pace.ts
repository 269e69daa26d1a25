const tickMs = 1_000;

export interface Pace {
  /** Null, once the body comes more slowly than it may. */
  readonly tooSlow: Promise<null>;
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

/** Two such seconds in a row are too many: one alone may be a packet that was lost. */
const mostSlowSeconds = 2;

/** Watches how fast a body comes; the limits may change on the way. */
export function keepPace(limits: () => PaceLimits): Pace {
  const { promise: tooSlow, resolve } = Promise.withResolvers<null>();
  let bytes = 0;
  let seconds = 0;
  let slowSeconds = 0;
  let isSenders = true;
  const timer = setInterval(() => {
    seconds += 1;
    slowSeconds = isSenders && bytes < limits().bytesPerSecond ? slowSeconds + 1 : 0;
    bytes = 0;
    if (seconds >= limits().seconds || slowSeconds === mostSlowSeconds) resolve(null);
  }, tickMs);
  return {
    tooSlow,
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
