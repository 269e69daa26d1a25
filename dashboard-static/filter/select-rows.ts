import { type RunTable, type TextField, type Texts, textsOf } from '../load/run-table.ts';
import { dayBegins } from './days.ts';
import type { Choice, Query } from './query.ts';

/** A value of a column fits, or does not: asked once for each value, however many rows have it. */
interface Mask {
  readonly at: Uint32Array;
  readonly fits: Uint8Array;
}

/** The rows that the query asks for, in its order. 100,000 rows take some 20 ms, once they are in order. */
export function selectRows(table: RunTable, query: Query): Uint32Array {
  const { startedAtMs, costMicroUsd } = table.numbers;
  const masks = query.choices.map((choice) => maskOf(table.texts[choice.field], choice));
  const words = wordsOf(query.text).map((word) => wordMask(table, word));
  const fromMs = query.from === '' ? Number.NEGATIVE_INFINITY : dayBegins(query.from);
  const untilMs = query.to === '' ? Number.POSITIVE_INFINITY : dayBegins(query.to, 1);
  const least = Math.round((query.leastUsd ?? 0) * 1e6);
  const most = query.mostUsd === null ? Number.POSITIVE_INFINITY : Math.round(query.mostUsd * 1e6);
  const found = new Uint32Array(table.rows);
  let count = 0;
  for (const row of orderOf(table, query.sort)) {
    const at = startedAtMs[row] ?? 0;
    const cost = costMicroUsd[row] ?? 0;
    if (at < fromMs || at >= untilMs || cost < least || cost > most) continue;
    if (masks.every((mask) => fitsMask(mask, row)) && words.every((fits) => fits(row))) found[count++] = row;
  }
  return found.subarray(0, count);
}

const fitsMask = ({ at, fits }: Mask, row: number): boolean => fits[at[row] ?? 0] === 1;

function maskOf({ values, at }: Texts, { values: asked, isNegated }: Choice): Mask {
  const set = new Set(asked);
  return { at, fits: Uint8Array.from(values, (value) => Number(set.has(value) !== isNegated)) };
}

interface Word {
  readonly text: string;
  readonly isNegated: boolean;
}

/** Split at blanks, but not inside of quotes. */
function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/(-?)(?:"([^"]*)"|(\S+))/g)]
    .map(([, minus, quoted, bare]) => ({ text: quoted ?? bare ?? '', isNegated: minus === '-' }))
    .filter((word) => word.text !== '');
}

const searched: readonly TextField[] = [
  'subject',
  'repository',
  'actor',
  'model',
  'task',
  'failureClass',
  'template',
];

/** Shorter words are in too many ids to say anything. */
const shortestIdChars = 6;

function wordMask(table: RunTable, { text: word, isNegated }: Word): (row: number) => boolean {
  const text = word.toLowerCase();
  const columns = [...searched.map((field) => table.texts[field]), messagesOf(table.message)];
  const masks = columns
    .map(({ values, at }) => ({
      at,
      fits: Uint8Array.from(values, (value) => Number(value.toLowerCase().includes(text))),
    }))
    .filter(({ fits }) => fits.includes(1));
  const isId = word.length >= shortestIdChars && /\d/.test(word);
  return (row) => {
    let isThere = isId && (table.id[row]?.includes(word) ?? false);
    for (let at = 0; at < masks.length && !isThere; at += 1) isThere = fitsMask(masks[at] as Mask, row);
    return isThere !== isNegated;
  };
}

const messages = new WeakMap<readonly string[], Texts>();

/** Most runs say nothing, and many the same: each text is looked through once. */
function messagesOf(all: readonly string[]): Texts {
  const known = messages.get(all) ?? textsOf(all);
  messages.set(all, known);
  return known;
}

const orders = new WeakMap<RunTable, Map<string, Uint32Array>>();

/** All rows in the order that is asked for; equal ones stay newest first. Sorted once for a table, however often it is searched. */
function orderOf(table: RunTable, { by, isDescending }: Query['sort']): Uint32Array {
  const known = orders.get(table) ?? new Map<string, Uint32Array>();
  orders.set(table, known);
  const name = `${by} ${isDescending}`;
  const order = known.get(name) ?? sorted(table, by, isDescending ? -1 : 1);
  known.set(name, order);
  return order;
}

function sorted({ numbers, rows }: RunTable, by: Query['sort']['by'], sign: number): Uint32Array {
  const column = numbers[by];
  const { startedAtMs } = numbers;
  return Uint32Array.from({ length: rows }, (_, at) => rows - 1 - at).sort(
    (a, b) =>
      sign * ((column[a] ?? 0) - (column[b] ?? 0)) || (startedAtMs[b] ?? 0) - (startedAtMs[a] ?? 0) || b - a,
  );
}
