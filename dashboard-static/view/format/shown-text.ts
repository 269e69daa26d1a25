import { type RunTable, type TextField, textAt } from '../../load/run-table.ts';
import { visibleText } from '../../timeline/visible-text.ts';

/** Row i's text of this field, with nothing hidden in it. */
export const shownText = (table: RunTable, field: TextField, row: number): string =>
  visibleText(textAt(table, field, row));
