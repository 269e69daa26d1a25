export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  const lower = sorted[middle - 1] ?? upper;
  const median = sorted.length % 2 === 0 ? (lower + upper) / 2 : upper;
  return { median, least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}

interface Interval {
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
}

/** The most requests of which each began only after the one before had ended: what latency is paid for, one by one. */
export function longestChain(requests: readonly Interval[], fromMs: number, toMs: number): number {
  let chain = 0;
  let freeAtMs = fromMs;
  const ended = requests
    .flatMap(({ startedAtMs, endedAtMs }) =>
      endedAtMs === null || endedAtMs > toMs ? [] : [{ startedAtMs, endedAtMs }],
    )
    .toSorted((a, b) => a.endedAtMs - b.endedAtMs);
  for (const { startedAtMs, endedAtMs } of ended) {
    if (startedAtMs < freeAtMs) continue;
    chain += 1;
    freeAtMs = endedAtMs;
  }
  return chain;
}
