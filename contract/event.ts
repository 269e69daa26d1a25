import { type Static, Type } from 'typebox';

/** More lines than this no run's journal has; a policy may say less. */
export const maxJournalEvents = 10_000_000;

/**
 * One line of `journal.ndjson`: immutable, numbered from 1 without gaps.
 * `type` is `claude.<message type>` for a line of Claude's stream (its JSON in `data`, unknown types kept) or
 * `action.<what happened>` for a step of the action itself. Readers skip types they do not know.
 */
export const Event = Type.Object({
  seq: Type.Integer({ minimum: 1 }),
  at: Type.String({ description: 'ISO 8601, UTC, milliseconds' }),
  type: Type.String({ minLength: 1 }),
  data: Type.Unknown(),
});
export type Event = Static<typeof Event>;
