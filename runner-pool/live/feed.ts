import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { historyRow } from '../services/history.ts';
import { findChangedRuns } from '../store/changed-runs.ts';
import { findHistoryRuns, type HistoryRunRow } from '../store/history-runs.ts';
import { createPace } from './pace.ts';
import { createRing, frameOf, type Ring, type Told } from './ring.ts';

export interface FeedDeps {
  readonly database: Pick<Database, 'call' | 'inOrganization'>;
  readonly clock: () => number;
  readonly log: Pick<Logger, 'warn'>;
}

/** Somebody to whom frames are written. */
export interface Listener {
  /** Whose journal it follows. */
  readonly run: string | null;
  readonly send: (frames: Buffer) => void;
}

/** What happens to the runs of one organization, found out by looking, as long as anybody wants to know. */
export interface Feed {
  readonly ring: Ring;
  /** Settles once all that is committed from now on will be told. */
  readonly ready: () => Promise<void>;
  /** Goes on looking for so long, also when nobody listens. */
  readonly stayAwake: (ms: number) => void;
  readonly isAsleep: () => boolean;
  readonly nudge: () => void;
  readonly listen: (listener: Listener) => () => void;
  readonly end: () => void;
}

/** A run is told of five times a second at most: whatever comes between two looks is one change. */
const nudgedGapMs = 200;
const listenedGapMs = 1_000;
/** For who asks every few seconds anyway. */
const polledGapMs = 2_000;
const afterListenerMs = 30_000;
const rowsAtOnce = 500;

interface Known {
  readonly mark: string;
  /** As it was told last; null: it was not. */
  readonly data: string | null;
  readonly lastSeq: number;
}

export function createFeed({ database, clock, log }: FeedDeps, orgId: number): Feed {
  const ring = createRing();
  const listeners = new Set<Listener>();
  let known: ReadonlyMap<string, Known> | null = null;
  let since: string | null = null;
  let awakeUntilMs = 0;

  const look = async (): Promise<void> => {
    const { asOf, marks, cutAfter } = await findChangedRuns(database, { orgId, since });
    const before = known;
    const next = new Map<string, Known>();
    for (const [id, mark] of marks) next.set(id, before?.get(id) ?? { mark, data: null, lastSeq: -1 });
    // All that was looked at is new: beyond it there may be more that nobody was told of.
    const isMissed = cutAfter !== null && before?.get(cutAfter)?.mark !== marks.get(cutAfter);
    if (before !== null && isMissed) {
      ring.forget();
      const frame = Buffer.from(resetFrame(ring));
      for (const listener of listeners) listener.send(frame);
    } else if (before !== null) {
      const changed = [...marks].filter(([id, mark]) => before.get(id)?.mark !== mark).map(([id]) => id);
      const rows = await rowsOf({ database }, orgId, changed);
      for (const row of rows) next.set(row.id, { ...stateOf(row), mark: marks.get(row.id) ?? '' });
      tell(rows, before, next);
    }
    known = next;
    since = asOf;
  };

  const tell = (
    rows: readonly HistoryRunRow[],
    before: ReadonlyMap<string, Known>,
    now: ReadonlyMap<string, Known>,
  ): void => {
    const runs: Told[] = [];
    const lines = new Map<string, Told>();
    for (const { id: run } of rows) {
      const data = now.get(run)?.data ?? '';
      if (before.get(run)?.data !== data) runs.push(ring.add({ event: 'run', run, data }));
    }
    for (const { id: run, acknowledgedSeq: lastSeq } of rows) {
      if (lastSeq === (before.get(run)?.lastSeq ?? 0)) continue;
      lines.set(run, ring.add({ event: 'lines', run, data: JSON.stringify({ run, lastSeq }) }));
    }
    const frames = Buffer.concat(runs.map(({ frame }) => frame));
    for (const listener of listeners) {
      if (frames.length > 0) listener.send(frames);
      const own = listener.run === null ? undefined : lines.get(listener.run);
      if (own !== undefined) listener.send(own.frame);
    }
  };

  const isAsleep = (): boolean => listeners.size === 0 && clock() >= awakeUntilMs;
  const pace = createPace({
    look,
    clock,
    gapMs: (isNudged) => {
      if (isAsleep()) return null;
      if (listeners.size === 0) return polledGapMs;
      return isNudged ? nudgedGapMs : listenedGapMs;
    },
    failed: (error) => log.warn({ err: error, org: orgId }, 'the stream of runs cannot look for changes'),
  });
  const stayAwake = (ms: number): void => {
    awakeUntilMs = Math.max(awakeUntilMs, clock() + ms);
    pace.plan();
  };
  return {
    ring,
    isAsleep,
    stayAwake,
    ready: async () => {
      stayAwake(afterListenerMs);
      if (known === null) await pace.now();
    },
    nudge: () => {
      if (listeners.size > 0) pace.nudge();
    },
    listen: (listener) => {
      listeners.add(listener);
      pace.plan();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stayAwake(afterListenerMs);
      };
    },
    end: pace.end,
  };
}

export function resetFrame(ring: Pick<Ring, 'id'>): string {
  return frameOf({ id: ring.id(), event: 'reset', data: '{}' });
}

async function rowsOf(
  { database }: Pick<FeedDeps, 'database'>,
  orgId: number,
  ids: readonly string[],
): Promise<readonly HistoryRunRow[]> {
  const rows: HistoryRunRow[] = [];
  for (let at = 0; at < ids.length; at += rowsAtOnce) {
    const some = ids.slice(at, at + rowsAtOnce);
    rows.push(...(await database.inOrganization(orgId, async (tx) => findHistoryRuns(tx, orgId, some))));
  }
  return rows;
}

function stateOf(row: HistoryRunRow): Omit<Known, 'mark'> {
  return { data: JSON.stringify(historyRow(row)), lastSeq: row.acknowledgedSeq };
}
