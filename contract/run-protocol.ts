import { type Static, Type } from 'typebox';
import { Grant } from './admission.ts';
import { maxJournalEvents } from './event.ts';
import { MicroUsd } from './money.ts';
import { Report } from './report.ts';
import { RunState } from './run-state.ts';

/** One batch holds at most this much, before compression. */
export const maxBatchEvents = 1_000;
export const maxBatchBytes = 1_048_576;
/** One line of a journal; a longer one the action cuts itself. */
export const maxEventBytes = 1_000_000;

const maxSeq = 2_147_483_647;
const Epoch = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** An `Event` as it is sent: `data` bounded only by the batch. */
const SentEvent = Type.Object({
  seq: Type.Integer({ minimum: 1, maximum: maxSeq }),
  at: Type.String({ maxLength: 30, pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z$' }),
  type: Type.String({ minLength: 1, maxLength: 100, pattern: '^[\\x21-\\x7e]+$' }),
  data: Type.Optional(Type.Unknown()),
});

/** `POST /v1/runs/:run/events`. Any order, any repetition: each `seq` is stored once. */
export const EventBatch = Type.Object({
  events: Type.Array(SentEvent, { minItems: 1, maxItems: maxBatchEvents }),
});
export type EventBatch = Static<typeof EventBatch>;

export const EventsAcknowledged = Type.Object({
  acknowledgedSeq: Type.Integer({ minimum: 0, description: 'The highest seq up to which all are stored' }),
});
export type EventsAcknowledged = Static<typeof EventsAcknowledged>;

/** `POST /v1/runs/:run/heartbeat`, every `heartbeatSeconds`. */
export const HeartbeatRequest = Type.Object({
  epoch: Epoch,
  spentMicroUsd: MicroUsd,
  lastSeq: Type.Integer({
    minimum: 0,
    maximum: maxJournalEvents,
    description: 'The last line of the journal so far',
  }),
});
export type HeartbeatRequest = Static<typeof HeartbeatRequest>;

export const HeartbeatAnswer = Type.Object({
  /** `wait`: the session is another run's; the run keeps its place. `cancel`: end now, and say `reason`. */
  order: Type.Enum(['continue', 'wait', 'cancel']),
  reason: Type.String({ description: 'Empty, or why to cancel or wait: a sentence to show' }),
  isSuperseded: Type.Boolean({ description: 'Whether it is cancelled for a run about a newer push' }),
  state: RunState,
  epoch: Type.Integer({ minimum: 0 }),
  grant: Grant,
  acknowledgedSeq: Type.Integer({ minimum: 0 }),
  leaseExpiresAt: Type.Union([Type.String(), Type.Null()]),
  runToken: Type.String(),
  runTokenExpiresAt: Type.String(),
});
export type HeartbeatAnswer = Static<typeof HeartbeatAnswer>;

/** `POST /v1/runs/:run/finish`. May be repeated; the first one counts. */
export const FinishRequest = Type.Object({
  epoch: Epoch,
  report: Report,
});
export type FinishRequest = Static<typeof FinishRequest>;

export const Finished = Type.Object({
  state: RunState,
  acknowledgedSeq: Type.Integer({ minimum: 0 }),
  /** When the run is started again by the coordinator; null when it is not. */
  retryAt: Type.Union([Type.String(), Type.Null()]),
});
export type Finished = Static<typeof Finished>;
