import { type Static, Type } from 'typebox';
import type { InputFault } from '../../contract/problem.ts';
import { quoted, wrongInput } from './wrong-input.ts';

/** The two parameters of every list. */
export const PageQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
});
export type PageQuery = Static<typeof PageQuery>;

/** The place after which a page begins, newest first: time and id of the row before it. */
export interface Place {
  readonly at: string;
  readonly id: string;
}

export interface Page<Item> {
  readonly items: Item[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

export const defaultLimit = 30;

/** What PostgreSQL takes for a time, and gave us. */
const moment = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** `ids`: what the ids of this list look like. */
export function placeOf({ cursor }: PageQuery, ids = /^[\x21-\x7e]{1,200}$/): Place | null {
  if (cursor === undefined) return null;
  const place = readCursor(cursor);
  if (place !== null && ids.test(place.id)) return place;
  throw wrongInput('bad_cursor', [notGiven(cursor)]);
}

/** What is wrong with the cursor of a list, whose query has these parameters; null: nothing, or it is no such list. */
export function cursorFault(
  properties: { readonly cursor?: unknown },
  { cursor }: { readonly cursor?: unknown },
): InputFault | null {
  if (properties.cursor !== PageQuery.properties.cursor || typeof cursor !== 'string') return null;
  return cursor === '' || readCursor(cursor) !== null ? null : notGiven(cursor);
}

function readCursor(cursor: string): Place | null {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const isMoment = typeof at === 'string' && moment.test(at) && !Number.isNaN(Date.parse(at));
    if (isMoment && typeof id === 'string') return { at, id };
  } catch {
    // Not one of ours.
  }
  return null;
}

function notGiven(cursor: string): InputFault {
  const detail = `cursor is ${quoted(cursor)}, which this list did not give. Leave it out to begin at the start.`;
  return { in: 'query', name: 'cursor', detail };
}

/** A page out of one row more than its limit: that row only shows that there is more. */
export function pageOf<Row>(rows: readonly Row[], limit: number, place: (row: Row) => Place): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const { at, id } = rows.length > limit && last !== undefined ? place(last) : { at: '', id: '' };
  return { items, nextCursor: at === '' ? null : cursorOf({ at, id }) };
}

export function cursorOf({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}
