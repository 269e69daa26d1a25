import { type Static, Type } from 'typebox';
import { Moment } from './moment.ts';

const time = Type.String({ description: 'ISO 8601, UTC, milliseconds' });

const QueueName = Type.Enum(['webhooks', 'retries', 'reconciliation', 'cleanup', 'notifications']);
export type QueueName = Static<typeof QueueName>;

/** What is done in the background, by its name. */
const TaskKind = Type.Enum([
  'work-delivery',
  'retry-run',
  'reconcile-run',
  'ingest-artifact',
  'index-run',
  'archive-run',
  'announce-run',
]);
export type TaskKind = Static<typeof TaskKind>;

/** What could not be done, and waits for a person. */
export const DeadLetter = Type.Object({
  id: Type.String(),
  queue: Type.String(),
  kind: Type.String(),
  ref: Type.String({ description: 'The id of what it is about: a run, or a delivery' }),
  attempts: Type.Integer({ minimum: 0 }),
  error: Type.String({ description: 'The last one, with its remedy where there is one' }),
  failedAt: time,
  retriedAt: Type.Union([time, Type.Null()], {
    description: 'When somebody had it done again; null: not since it failed',
  }),
});
export type DeadLetter = Static<typeof DeadLetter>;

export const DeadLetterPage = Type.Object({
  items: Type.Array(DeadLetter),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});
export type DeadLetterPage = Static<typeof DeadLetterPage>;

/** Which ones; all that hold. */
export const DeadLetterFilter = Type.Object(
  {
    queue: Type.Optional(QueueName),
    kind: Type.Optional(TaskKind),
    /** Failed then or later. */
    since: Type.Optional(Moment),
  },
  { additionalProperties: false },
);
export type DeadLetterFilter = Static<typeof DeadLetterFilter>;

/** `POST /v1/dead-letters/retry`. */
export const RetryDeadLetters = Type.Object({ filter: DeadLetterFilter }, { additionalProperties: false });
export type RetryDeadLetters = Static<typeof RetryDeadLetters>;

export const DeadLettersRetried = Type.Object({
  retried: Type.Integer({ minimum: 0 }),
  isMore: Type.Boolean({ description: 'As many as one request takes; ask again for the rest' }),
});
export type DeadLettersRetried = Static<typeof DeadLettersRetried>;
