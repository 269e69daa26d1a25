import { type RunTable, textAt } from '../load/run-table.ts';
import type { Grouping } from './query.ts';

export interface Group {
  /** The same for the same group, whatever else is shown. */
  readonly key: string;
  readonly repository: string;
  /** A subject, or a session's id. */
  readonly name: string;
  /** In the order of the list; the first stands for the group. */
  readonly rows: readonly number[];
}

/** The rows by what they have in common, in the order of each group's first row. */
export function groupRows(
  table: RunTable,
  rows: Uint32Array,
  by: Exclude<Grouping, 'none'>,
): readonly Group[] {
  const repositories = table.texts.repository;
  const names = table.texts[by];
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const key = (repositories.at[row] ?? 0) * names.values.length + (names.at[row] ?? 0);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  return [...groups.values()].map((of) => {
    const repository = textAt(table, 'repository', of[0] ?? 0);
    const name = textAt(table, by, of[0] ?? 0);
    return { key: `${repository}\n${name}`, repository, name, rows: of };
  });
}
