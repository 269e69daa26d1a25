import type { IndexShard } from '../../contract/history.ts';
import { numberFields, textFields } from '../../contract/history-columns.ts';

export type TextField = (typeof textFields)[number];
export type NumberField = (typeof numberFields)[number];

/** A column of texts that repeat: row i's is `values[at[i]]`. */
export interface Texts {
  readonly values: readonly string[];
  readonly at: Uint32Array;
}

/** All runs there are, in columns: row i of each is one run. 100,000 of them take some 15 MB. */
export interface RunTable {
  readonly rows: number;
  readonly id: readonly string[];
  readonly message: readonly string[];
  readonly texts: Readonly<Record<TextField, Texts>>;
  readonly numbers: Readonly<Record<NumberField, Float64Array>>;
}

/** One table of many shards; their texts get common numbers. */
export function joinShards(shards: readonly IndexShard[]): RunTable {
  const rows = shards.reduce((sum, { runs }) => sum + runs, 0);
  return {
    rows,
    id: shards.flatMap(({ id }) => id),
    message: shards.flatMap(({ message }) => message),
    texts: record(textFields, (field) => joinTexts(shards, field, rows)),
    numbers: record(numberFields, (field) => joinNumbers(shards, field, rows)),
  };
}

function joinTexts(shards: readonly IndexShard[], field: TextField, rows: number): Texts {
  const numbers = new Map<string, number>();
  const at = new Uint32Array(rows);
  let row = 0;
  for (const shard of shards) {
    const column = shard[field];
    const common = column.values.map((value) => numberOf(numbers, value));
    for (const place of column.at) at[row++] = common[place] ?? 0;
  }
  return { values: [...numbers.keys()], at };
}

/** A column of these texts. */
export function textsOf(all: readonly string[]): Texts {
  const numbers = new Map<string, number>();
  const at = Uint32Array.from(all, (text) => numberOf(numbers, text));
  return { values: [...numbers.keys()], at };
}

function numberOf(numbers: Map<string, number>, value: string): number {
  const known = numbers.get(value) ?? numbers.size;
  if (known === numbers.size) numbers.set(value, known);
  return known;
}

function joinNumbers(shards: readonly IndexShard[], field: NumberField, rows: number): Float64Array {
  const joined = new Float64Array(rows);
  let row = 0;
  for (const shard of shards) {
    joined.set(shard[field], row);
    row += shard.runs;
  }
  return field === 'startedAtMs' ? joined.map(aTime) : joined;
}

const lastMs = Date.UTC(9999, 11, 31);

/** A run may say that it began at a time that no calendar has. */
const aTime = (ms: number): number => (ms >= 0 ? Math.min(ms, lastMs) : 0);

function record<Key extends string, Value>(
  keys: readonly Key[],
  make: (key: Key) => Value,
): Readonly<Record<Key, Value>> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<Key, Value>;
}

/** Row i's text of this field. */
export function textAt({ texts }: RunTable, field: TextField, row: number): string {
  const { values, at } = texts[field];
  return values[at[row] ?? 0] ?? '';
}
