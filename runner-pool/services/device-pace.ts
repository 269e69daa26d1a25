/** How often each device may ask, so that no device makes us ask GitHub more often than GitHub allows it. */
export interface DevicePace {
  /** Null: ask now. Else too soon: how many seconds to leave between two questions. */
  readonly ask: (code: string, intervalSeconds: number) => number | null;
  /** GitHub has answered, and counts from now; `slowerSeconds` where it wants more time. Answers how many seconds to leave. */
  readonly answered: (code: string, slowerSeconds: number) => number;
}

interface Pace {
  readonly intervalSeconds: number;
  readonly nextAtMs: number;
}

/** The one that asked least recently is forgotten; GitHub keeps its own count all the same. */
const mostDevices = 10_000;

export function createDevicePace(clock: () => number): DevicePace {
  const paces = new Map<string, Pace>();
  const put = (code: string, intervalSeconds: number): void => {
    paces.delete(code);
    paces.set(code, { intervalSeconds, nextAtMs: clock() + intervalSeconds * 1000 });
    const [oldest] = paces.keys();
    if (paces.size > mostDevices && oldest !== undefined) paces.delete(oldest);
  };
  return {
    ask: (code, first) => {
      const { intervalSeconds, nextAtMs } = paces.get(code) ?? { intervalSeconds: first, nextAtMs: 0 };
      if (clock() < nextAtMs) return intervalSeconds;
      put(code, intervalSeconds);
      return null;
    },
    answered: (code, slowerSeconds) => {
      const intervalSeconds = Math.max(paces.get(code)?.intervalSeconds ?? 0, slowerSeconds);
      put(code, intervalSeconds);
      return intervalSeconds;
    },
  };
}
