import { type RunTable, textAt } from '../load/run-table.ts';

export type Outcome = 'succeeded' | 'failed' | 'none';

/** A run that is under way, was skipped, or was cancelled neither succeeded nor failed. */
export function outcomeOf(table: RunTable, row: number): Outcome {
  if (textAt(table, 'skipCode', row) !== '') return 'none';
  switch (textAt(table, 'state', row)) {
    case 'succeeded':
      return 'succeeded';
    case 'requested':
    case 'running':
    case 'cancelled':
      return 'none';
    default:
      return 'failed';
  }
}
