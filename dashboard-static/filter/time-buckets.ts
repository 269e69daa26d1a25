export type BucketUnit = 'day' | 'week' | 'month' | 'year';

/** Stretches of time in the reader's zone, without gaps: `starts[i]` (ms) up to the next one's start, the last up to `endMs`. */
export interface Buckets {
  readonly unit: BucketUnit;
  readonly starts: readonly number[];
  readonly endMs: number;
}

interface Size {
  readonly unit: BucketUnit;
  /** So many of them are one stretch. */
  readonly by: number;
}

const dayMs = 86_400_000;
/** A run may say that it began in any year; more stretches could be neither counted in time nor seen. */
const mostBuckets = 400;

/** Days up to two months, weeks up to a year and a half, then months, from 33 years on years, from 400 on several of them. */
export function bucketsBetween(firstMs: number, lastMs: number): Buckets {
  const size = sizeFor((lastMs - firstMs) / dayMs);
  const starts: number[] = [];
  let at = startOf(firstMs, size);
  while (at <= lastMs) {
    starts.push(at);
    at = following(at, size);
  }
  return { unit: size.unit, starts, endMs: at };
}

function sizeFor(days: number): Size {
  if (days <= 62) return { unit: 'day', by: 1 };
  if (days <= 550) return { unit: 'week', by: 1 };
  if (days / 28 < mostBuckets - 1) return { unit: 'month', by: 1 };
  return { unit: 'year', by: Math.ceil(days / 365 / (mostBuckets - 2)) };
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

function startOf(ms: number, { unit, by }: Size): number {
  const date = new Date(ms);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (unit === 'year') return new Date(Math.floor(year / by) * by, 0, 1).getTime();
  if (unit === 'month') return new Date(year, month, 1).getTime();
  // Weeks begin on Monday.
  const back = unit === 'week' ? (date.getDay() + 6) % 7 : 0;
  return new Date(year, month, day - back).getTime();
}

function following(ms: number, { unit, by }: Size): number {
  const date = new Date(ms);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (unit === 'year') return new Date(year + by, 0, 1).getTime();
  if (unit === 'month') return new Date(year, month + 1, 1).getTime();
  return new Date(year, month, day + (unit === 'week' ? 7 : 1)).getTime();
}
