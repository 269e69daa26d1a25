import type { NumberField, RunTable, TextField } from '../load/run-table.ts';
import { type Buckets, bucketOf, bucketsBetween } from './time-buckets.ts';

export interface Series {
  readonly name: string;
  /** One for each bucket. */
  readonly values: Float64Array;
  readonly total: number;
  readonly runs: number;
}

export interface OverTime {
  readonly buckets: Buckets;
  /** The greatest first. */
  readonly series: readonly Series[];
}

/** Sums `field` (or counts runs) over time, for each value of `by`. */
export function sumOverTime(
  { numbers, texts }: RunTable,
  rows: Uint32Array,
  { field, by }: { readonly field: NumberField | 'runs'; readonly by: TextField },
): OverTime {
  const { startedAtMs } = numbers;
  const times = rows.reduce<readonly [number, number]>(
    ([first, last], row) => [Math.min(first, startedAtMs[row] ?? 0), Math.max(last, startedAtMs[row] ?? 0)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const buckets = rows.length === 0 ? bucketsBetween(0, -1) : bucketsBetween(...times);
  const { values, at } = texts[by];
  const sums = new Map<number, { values: Float64Array; runs: number }>();
  for (const row of rows) {
    const value = at[row] ?? 0;
    const of = sums.get(value) ?? { values: new Float64Array(buckets.starts.length), runs: 0 };
    const bucket = bucketOf(buckets, startedAtMs[row] ?? 0);
    of.values[bucket] = (of.values[bucket] ?? 0) + (field === 'runs' ? 1 : (numbers[field][row] ?? 0));
    of.runs += 1;
    sums.set(value, of);
  }
  const series = [...sums].map(([value, of]): Series => {
    const total = of.values.reduce((sum, one) => sum + one, 0);
    return { name: values[value] === '' ? 'none' : (values[value] ?? ''), total, ...of };
  });
  return { buckets, series: series.sort((a, b) => b.total - a.total || a.name.localeCompare(b.name)) };
}

/** The first `most` as they are, and all others as one. */
export function foldSeries({ buckets, series }: OverTime, most: number): OverTime {
  if (series.length <= most) return { buckets, series };
  const rest = series.slice(most - 1);
  const others: Series = {
    name: `${rest.length} others`,
    values: new Float64Array(buckets.starts.length).map((_, bucket) =>
      rest.reduce((sum, { values }) => sum + (values[bucket] ?? 0), 0),
    ),
    total: rest.reduce((sum, { total }) => sum + total, 0),
    runs: rest.reduce((sum, { runs }) => sum + runs, 0),
  };
  return { buckets, series: [...series.slice(0, most - 1), others] };
}
