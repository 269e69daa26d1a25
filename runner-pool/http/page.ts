import { type Static, Type } from 'typebox';
import { ProblemError } from '../problem.ts';

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
  readonly items: readonly Item[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

export const defaultLimit = 30;

export function placeOf({ cursor }: PageQuery): Place | null {
  if (cursor === undefined) return null;
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof at === 'string' && !Number.isNaN(Date.parse(at)) && typeof id === 'string') return { at, id };
  } catch {
    // Not one of ours.
  }
  throw new ProblemError({
    status: 422,
    code: 'bad_cursor',
    detail: 'The cursor is not one that this list gave. Leave it out to begin at the start.',
  });
}

/** A page out of one row more than its limit: that row only shows that there is more. */
export function pageOf<Row>(rows: readonly Row[], limit: number, place: (row: Row) => Place): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const { at, id } = rows.length > limit && last !== undefined ? place(last) : { at: '', id: '' };
  const nextCursor = at === '' ? null : Buffer.from(JSON.stringify([at, id])).toString('base64url');
  return { items, nextCursor };
}
