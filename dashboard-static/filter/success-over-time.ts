import type { RunTable } from '../load/run-table.ts';
import { outcomeOf } from './outcome.ts';
import { type Buckets, bucketOf } from './time-buckets.ts';

/** The share of runs that succeeded, of those that succeeded or failed; null where there were none. */
export function successOverTime(
  table: RunTable,
  rows: Uint32Array,
  buckets: Buckets,
): readonly (number | null)[] {
  const over = new Uint32Array(buckets.starts.length);
  const succeeded = new Uint32Array(buckets.starts.length);
  for (const row of rows) {
    const outcome = outcomeOf(table, row);
    if (outcome === 'none') continue;
    const at = bucketOf(buckets, table.numbers.startedAtMs[row] ?? 0);
    over[at] = (over[at] ?? 0) + 1;
    if (outcome === 'succeeded') succeeded[at] = (succeeded[at] ?? 0) + 1;
  }
  return Array.from(over, (runs, at) => (runs === 0 ? null : (succeeded[at] ?? 0) / runs));
}

/** The rows with the greatest of a figure. */
export function greatestRows(column: Float64Array, rows: Uint32Array, most: number): readonly number[] {
  return Array.from(rows)
    .sort((a, b) => (column[b] ?? 0) - (column[a] ?? 0))
    .slice(0, most);
}
