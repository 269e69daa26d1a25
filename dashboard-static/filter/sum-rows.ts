import { type RunTable, textAt } from '../load/run-table.ts';

export interface Sums {
  readonly runs: number;
  readonly costMicroUsd: number;
  /** Of those that are over and were not skipped; null: there are none. */
  readonly succeededShare: number | null;
}

export function sumRows(table: RunTable, rows: Uint32Array | readonly number[]): Sums {
  const { costMicroUsd } = table.numbers;
  let cost = 0;
  let over = 0;
  let succeeded = 0;
  for (const row of rows) {
    cost += costMicroUsd[row] ?? 0;
    const state = textAt(table, 'state', row);
    if (state === 'running' || state === 'requested' || textAt(table, 'skipCode', row) !== '') continue;
    over += 1;
    if (state === 'succeeded') succeeded += 1;
  }
  return { runs: rows.length, costMicroUsd: cost, succeededShare: over === 0 ? null : succeeded / over };
}
