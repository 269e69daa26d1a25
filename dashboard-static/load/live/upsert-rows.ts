import { numberFields, textFields } from '../../../contract/history-columns.ts';
import type { HistoryRow } from '../../../contract/stream.ts';
import type { NumberField, RunTable, TextField, Texts } from '../run-table.ts';

/** The table with these runs in it: in the place of what it knew of them, or as new rows at its end. The table itself stays as it is. */
export function upsertRows(table: RunTable, rows: Iterable<HistoryRow>): RunTable {
  const places = placesOf(table);
  const changes = new Map<number, HistoryRow>();
  let size = table.rows;
  const added = new Map<string, number>();
  for (const row of rows) {
    const place = places.get(row.id) ?? added.get(row.id) ?? size++;
    if (place >= table.rows) added.set(row.id, place);
    changes.set(place, row);
  }
  if (changes.size === 0) return table;
  return {
    rows: size,
    id: replaced(table.id, changes, (row) => row.id),
    message: replaced(table.message, changes, (row) => row.message),
    texts: Object.fromEntries(
      textFields.map((field) => [field, withTexts(table.texts[field], { field, size, changes })]),
    ) as Record<TextField, Texts>,
    numbers: Object.fromEntries(
      numberFields.map((field) => [field, withNumbers(table.numbers[field], { field, size, changes })]),
    ) as Record<NumberField, Float64Array>,
  };
}

const known = new WeakMap<RunTable, ReadonlyMap<string, number>>();

function placesOf(table: RunTable): ReadonlyMap<string, number> {
  const places = known.get(table) ?? new Map(table.id.map((id, row) => [id, row]));
  known.set(table, places);
  return places;
}

type Changes = ReadonlyMap<number, HistoryRow>;

function replaced(
  column: readonly string[],
  changes: Changes,
  of: (row: HistoryRow) => string,
): readonly string[] {
  const copy = [...column];
  for (const [place, row] of changes) copy[place] = of(row);
  return copy;
}

interface Change<Field> {
  readonly field: Field;
  readonly size: number;
  readonly changes: Changes;
}

function withTexts({ values, at }: Texts, { field, size, changes }: Change<TextField>): Texts {
  const all = [...values];
  const numbers = new Map(all.map((value, number) => [value, number]));
  const copy = new Uint32Array(size);
  copy.set(at);
  for (const [place, row] of changes) {
    const number = numbers.get(row[field]) ?? all.push(row[field]) - 1;
    numbers.set(row[field], number);
    copy[place] = number;
  }
  return { values: all, at: copy };
}

function withNumbers(column: Float64Array, { field, size, changes }: Change<NumberField>): Float64Array {
  const copy = new Float64Array(size);
  copy.set(column);
  for (const [place, row] of changes) copy[place] = row[field];
  return copy;
}
