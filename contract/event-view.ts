import { type Static, Type } from 'typebox';
import { Event } from './event.ts';

/** An event as it is shown. */
const EventView = Type.Object({
  ...Event.properties,
  blob: Type.Union([Type.Object({ id: Type.String(), bytes: Type.Integer({ minimum: 0 }) }), Type.Null()], {
    description: 'Where all of a large `data` is: /v1/blobs/:id; then `data` is its beginning, cut at `…`',
  }),
});

/** `GET /v1/runs/:run/events`, by seq. */
export const EventPage = Type.Object({
  items: Type.Array(EventView),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});
export type EventPage = Static<typeof EventPage>;

/** A run in whose journal something was found. */
export const SearchHit = Type.Object({
  runId: Type.String(),
  repository: Type.String({ description: 'owner/name' }),
  subject: Type.String(),
  task: Type.String(),
  createdAt: Type.String(),
  firstSeq: Type.Integer({ description: 'The first stretch of the journal that has it: from here' }),
  lastSeq: Type.Integer({ description: '… to here' }),
  match: Type.Union([Type.Object({ seq: Type.Integer(), snippet: Type.String() }), Type.Null()], {
    description: 'An event of that stretch, and the words around what was found in it',
  }),
});
export type SearchHit = Static<typeof SearchHit>;

/** `GET /v1/search?q=`, newest run first. */
export const SearchPage = Type.Object({
  items: Type.Array(SearchHit),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});
