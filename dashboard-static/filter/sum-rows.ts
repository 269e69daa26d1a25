import type { RunTable } from '../load/run-table.ts';
import { outcomeOf } from './outcome.ts';

export interface Sums {
  readonly runs: number;
  readonly costMicroUsd: number;
  /** Of those that succeeded or failed; null: there are none. */
  readonly succeededShare: number | null;
}

export function sumRows(table: RunTable, rows: Uint32Array | readonly number[]): Sums {
  const { costMicroUsd } = table.numbers;
  let cost = 0;
  const outcomes = { succeeded: 0, failed: 0, none: 0 };
  for (const row of rows) {
    cost += costMicroUsd[row] ?? 0;
    outcomes[outcomeOf(table, row)] += 1;
  }
  const { succeeded, failed } = outcomes;
  const over = succeeded + failed;
  return { runs: rows.length, costMicroUsd: cost, succeededShare: over === 0 ? null : succeeded / over };
}
