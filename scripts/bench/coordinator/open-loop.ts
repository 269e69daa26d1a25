import { setTimeout as sleep } from 'node:timers/promises';

export interface Latencies {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
  readonly failed: number;
}

/**
 * Sends at a fixed rate whatever becomes of the answers, as the world does, and times each from when it was due: a server that
 * stalls pays for all that came meanwhile.
 */
export async function openLoop({
  perSecond,
  seconds,
  send,
}: {
  readonly perSecond: number;
  readonly seconds: number;
  readonly send: (index: number) => Promise<boolean>;
}): Promise<Latencies> {
  const total = perSecond * seconds;
  const times: number[] = [];
  let failed = 0;
  const pending: Promise<void>[] = [];
  const startMs = performance.now();
  for (let index = 0; index < total; index += 1) {
    const dueMs = startMs + (index / perSecond) * 1000;
    const waitMs = dueMs - performance.now();
    if (waitMs > 1) await sleep(waitMs);
    pending.push(
      send(index).then((ok) => {
        times.push(performance.now() - dueMs);
        if (!ok) failed += 1;
      }),
    );
  }
  await Promise.all(pending);
  return { perSecond, failed, ...quantiles(times) };
}

/** As many at once as `lanes`, each sending again as soon as it is answered. */
export async function closedLoop({
  lanes,
  seconds,
  send,
}: {
  readonly lanes: number;
  readonly seconds: number;
  readonly send: (index: number) => Promise<boolean>;
}): Promise<Latencies> {
  const times: number[] = [];
  let failed = 0;
  let index = 0;
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;
  const lane = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const sentMs = performance.now();
      const ok = await send(index++);
      times.push(performance.now() - sentMs);
      if (!ok) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const perSecond = (times.length - failed) / ((performance.now() - startMs) / 1000);
  return { perSecond, failed, ...quantiles(times) };
}

function quantiles(times: readonly number[]): Pick<Latencies, 'p50Ms' | 'p99Ms' | 'mostMs'> {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99), mostMs: at(1) };
}
