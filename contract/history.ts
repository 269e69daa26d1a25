import { type Static, Type } from 'typebox';
import { Event } from './event.ts';
import { Report } from './report.ts';
import { RunState } from './run-state.ts';

/**
 * The published history of runs, as files that any web server can give out; what writes them is `claude-orchestrator export`, what
 * reads them is the dashboard.
 *
 *     manifest.json                      Manifest: which shards there are
 *     index/<sha256, 16 digits>.json     IndexShard: at most 5,000 runs in columns; a full one never changes again
 *     runs/<run id>/run.json             HistoryRun
 *     runs/<run id>/events-<n>.json      EventChunk: at most 500 events, n from 1
 *     runs/<run id>/body-<seq>.json      all of a large event's `data`, as JSON
 *
 * `file` in a manifest is below its folder; in a run, below the run's folder.
 * Everything in them is redacted, and strangers' text all the same.
 */
export const shardRuns = 5_000;
export const chunkEvents = 500;
/** A larger `data` has a file of its own; its chunk has the beginning. */
export const inlineBytes = 16 * 1024;
/** What its chunk has of it. */
export const beginningChars = 2_000;

const count = Type.Integer({ minimum: 0 });
const Time = Type.String({ description: 'ISO 8601, UTC, milliseconds' });
const FileName = Type.String({ pattern: '^[a-z0-9/-]{1,200}\\.json$' });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()]);

export const Manifest = Type.Object({
  version: Type.Literal(1),
  /** Of the newest run in it: an export of nothing new changes no byte. */
  updatedAt: orNull(Time),
  repositories: Type.Array(Type.String({ description: 'owner/name' })),
  /** In the order in which runs were added; only the last one may be rewritten. */
  shards: Type.Array(
    Type.Object({
      file: FileName,
      runs: Type.Integer({ minimum: 1, maximum: shardRuns }),
      firstStartedAt: Time,
      lastStartedAt: Time,
      bytes: count,
    }),
  ),
  /** Of runs that there were, and that are not shown. */
  missing: Type.Array(
    Type.Object({
      artifact: Type.String({ description: 'Its name; where a coordinator told of the run, its id' }),
      why: Type.Enum(['expired', 'damaged', 'untrusted']),
      at: Time,
    }),
  ),
  /** Repositories of which artifacts made since then are still to be read: the last export ended before, or some could not be fetched. */
  behind: Type.Optional(
    Type.Array(Type.Object({ repository: Type.String({ description: 'owner/name' }), since: Time })),
  ),
});
export type Manifest = Static<typeof Manifest>;

/** A column of texts that repeat: `at[i]` is the place of row i's text in `values`. */
export const TextColumn = Type.Object({ values: Type.Array(Type.String()), at: Type.Array(count) });
export type TextColumn = Static<typeof TextColumn>;
const Numbers = Type.Array(Type.Integer());

/** Row i of all columns is one run. Empty text: there is none. */
export const IndexShard = Type.Object({
  version: Type.Literal(1),
  runs: Type.Integer({ minimum: 1, maximum: shardRuns }),
  id: Type.Array(Type.String()),
  message: Type.Array(
    Type.String({ description: 'Empty, or what happened and what to do; at most 200 characters' }),
  ),
  state: TextColumn,
  task: TextColumn,
  repository: TextColumn,
  subject: TextColumn,
  session: TextColumn,
  /** The one that this session was branched from. */
  parentSession: TextColumn,
  actor: TextColumn,
  event: TextColumn,
  model: TextColumn,
  template: TextColumn,
  failureClass: TextColumn,
  skipCode: TextColumn,
  /** Milliseconds since 1970. */
  startedAtMs: Numbers,
  durationMs: Numbers,
  costMicroUsd: Numbers,
  tokens: Numbers,
  turns: Numbers,
  findings: Numbers,
  events: Numbers,
  /** 0: about no pull request. */
  pullRequest: Numbers,
});
export type IndexShard = Static<typeof IndexShard>;

export const HistoryRun = Type.Object({
  version: Type.Literal(1),
  id: Type.String(),
  state: RunState,
  session: orNull(Type.String()),
  parentSession: orNull(Type.String({ description: 'The one that this session was branched from' })),
  template: orNull(Type.String()),
  retryOf: orNull(Type.String()),
  report: Report,
  findings: Type.Array(
    Type.Unknown({ description: 'contract/review.ts, Finding; those of another version are shown as text' }),
  ),
  chunks: Type.Array(
    Type.Object({
      file: FileName,
      firstSeq: Type.Integer({ minimum: 1 }),
      lastSeq: Type.Integer({ minimum: 1 }),
    }),
  ),
  /** Lines of the journal that are not there, first and last. */
  gaps: Type.Array(
    Type.Object({ firstSeq: Type.Integer({ minimum: 1 }), lastSeq: Type.Integer({ minimum: 1 }) }),
  ),
});
export type HistoryRun = Static<typeof HistoryRun>;

export const HistoryEvent = Type.Object({
  ...Event.properties,
  /** Where all of a large `data` is; `data` is then the beginning of its JSON, a string. */
  body: Type.Optional(Type.Object({ file: FileName, bytes: count })),
});
export type HistoryEvent = Static<typeof HistoryEvent>;

export const EventChunk = Type.Object({
  version: Type.Literal(1),
  events: Type.Array(HistoryEvent, { maxItems: chunkEvents }),
});
export type EventChunk = Static<typeof EventChunk>;
