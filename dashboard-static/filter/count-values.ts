import type { RunTable, TextField } from '../load/run-table.ts';

export interface ValueCount {
  readonly value: string;
  readonly runs: number;
}

/** How many of these rows have each value of a field, most first; values that none has are left out. */
export function countValues({ texts }: RunTable, field: TextField, rows: Uint32Array): readonly ValueCount[] {
  const { values, at } = texts[field];
  const counts = new Uint32Array(values.length);
  for (const row of rows) {
    const value = at[row] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return values
    .map((value, index) => ({ value, runs: counts[index] ?? 0 }))
    .filter(({ value, runs }) => runs > 0 && value !== '')
    .sort((a, b) => b.runs - a.runs || a.value.localeCompare(b.value));
}
