export type BucketUnit = 'day' | 'week' | 'month';

/** Stretches of time in the reader's zone, without gaps: `starts[i]` (ms) up to the next one's start, the last up to `endMs`. */
export interface Buckets {
  readonly unit: BucketUnit;
  readonly starts: readonly number[];
  readonly endMs: number;
}

const dayMs = 86_400_000;

/** Days up to two months, weeks up to a year and a half, then months. */
export function bucketsBetween(firstMs: number, lastMs: number): Buckets {
  const days = (lastMs - firstMs) / dayMs;
  const unit = days <= 62 ? 'day' : days <= 550 ? 'week' : 'month';
  const starts: number[] = [];
  let at = startOf(firstMs, unit);
  while (at <= lastMs) {
    starts.push(at);
    at = following(at, unit);
  }
  return { unit, starts, endMs: at };
}

/** Which of them a time is in. */
export function bucketOf({ starts }: Buckets, ms: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= ms) low = middle;
    else high = middle - 1;
  }
  return low;
}

function startOf(ms: number, unit: BucketUnit): number {
  const date = new Date(ms);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (unit === 'month') return new Date(year, month, 1).getTime();
  // Weeks begin on Monday.
  const back = unit === 'week' ? (date.getDay() + 6) % 7 : 0;
  return new Date(year, month, day - back).getTime();
}

function following(ms: number, unit: BucketUnit): number {
  const date = new Date(ms);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (unit === 'month') return new Date(year, month + 1, 1).getTime();
  return new Date(year, month, day + (unit === 'week' ? 7 : 1)).getTime();
}
