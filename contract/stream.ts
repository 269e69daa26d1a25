import { type Static, Type } from 'typebox';
import { IndexShard } from './history.ts';

/**
 * The history as a coordinator gives it out, live.
 *
 *     GET /v1/history                               HistoryPage: the newest runs, in columns
 *     GET /v1/history/runs/<run id>/run.json        HistoryRun, also of a run that still runs
 *     GET /v1/history/runs/<run id>/events-<n>.json EventChunk: seq (n-1)*500+1 to n*500; the last one of a running run grows
 *     GET /v1/history/runs/<run id>/body-<seq>.json all of a large event's `data`
 *     GET /v1/stream                                Server-Sent Events: `event` and `data` of a StreamMessage each
 *     GET /v1/changes                               Changes: the same for those who ask again and again
 *
 * The documents of a run are those of contract/history.ts. Of one that is not over, `report` has what is known so far: what became of it
 * says `state`, and `report.conclusion` nothing yet.
 */
const Name = Type.String();
const count = Type.Integer();

/** One run, as row i of all columns of an IndexShard. Empty text: there is none. */
export const HistoryRow = Type.Object({
  id: Name,
  message: Name,
  state: Name,
  task: Name,
  repository: Name,
  subject: Name,
  session: Name,
  actor: Name,
  event: Name,
  model: Name,
  template: Name,
  failureClass: Name,
  skipCode: Name,
  startedAtMs: count,
  durationMs: count,
  costMicroUsd: count,
  tokens: count,
  turns: count,
  findings: count,
  events: count,
  pullRequest: count,
});
export type HistoryRow = Static<typeof HistoryRow>;

/** A run is new, or has changed. */
const RunMessage = Type.Object({ event: Type.Literal('run'), data: HistoryRow });

/** The journal of the run that was asked for is stored up to here: fetch the chunk that has the rest. */
const LinesMessage = Type.Object({
  event: Type.Literal('lines'),
  data: Type.Object({ run: Name, lastSeq: Type.Integer({ minimum: 0 }) }),
});

/** What was missed is not known any more: load anew. */
const ResetMessage = Type.Object({ event: Type.Literal('reset'), data: Type.Object({}) });

export const StreamMessage = Type.Union([RunMessage, LinesMessage, ResetMessage]);
export type StreamMessage = Static<typeof StreamMessage>;

/** Where somebody stands in the stream: opaque, and of one process and position. */
export const StreamId = Type.String({ minLength: 1, maxLength: 80, pattern: '^[A-Za-z0-9_.-]+$' });

/** `GET /v1/changes?after=<id>[&run=<id>]`; an id that is not known gives one `reset`. */
export const Changes = Type.Object({
  id: Type.String({ description: 'Ask after this next time' }),
  messages: Type.Array(StreamMessage),
});
export type Changes = Static<typeof Changes>;

/** `GET /v1/history[?cursor=]`: at most 5,000 runs in the order of their start, the newest page first. */
export const HistoryPage = Type.Object({
  shard: Type.Union([IndexShard, Type.Null()], { description: 'Null where there are no (more) runs' }),
  nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'Of the page of older runs' }),
  streamId: Type.String({
    description: 'Follow the stream from here, as `lastEventId` or `after`, and nothing between is missed',
  }),
});
export type HistoryPage = Static<typeof HistoryPage>;
