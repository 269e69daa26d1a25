import { type Group, groupRows } from '../../filter/group-rows.ts';
import type { Grouping } from '../../filter/query.ts';
import type { RunTable } from '../../load/run-table.ts';

export type ListItem =
  | { readonly kind: 'run'; readonly row: number; readonly isInGroup: boolean }
  | { readonly kind: 'group'; readonly group: Group; readonly isOpen: boolean };

/** The lines of the list: runs, or groups with the runs of those that are open. */
export function listItems(
  table: RunTable,
  rows: Uint32Array,
  { by, open }: { readonly by: Grouping; readonly open: ReadonlySet<string> },
): readonly ListItem[] {
  if (by === 'none') return Array.from(rows, (row): ListItem => ({ kind: 'run', row, isInGroup: false }));
  return groupRows(table, rows, by).flatMap((group): readonly ListItem[] => {
    const isOpen = open.has(group.key);
    const head: ListItem = { kind: 'group', group, isOpen };
    return isOpen
      ? [head, ...group.rows.map((row): ListItem => ({ kind: 'run', row, isInGroup: true }))]
      : [head];
  });
}
