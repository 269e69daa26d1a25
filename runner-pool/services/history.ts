import { setImmediate as turn } from 'node:timers/promises';
import { type HistoryRun, type IndexShard, shardRuns } from '../../contract/history.ts';
import type { Database } from '../database/database.ts';
import { describedRun, saidLastSeq } from '../history/described-run.ts';
import { byStart, type IndexRow, rowOf, shardOf } from '../history/index-rows.ts';
import { isOver } from '../history/is-over.ts';
import { chunksOf, gapsOf } from '../history/journal-shape.ts';
import type { Place } from '../http/page.ts';
import { findHistoryRuns, type HistoryRunRow, listHistoryRuns } from '../store/history-runs.ts';
import { journalStretches } from './journal-stretches.ts';
import type { ReadBlobDeps } from './read-blob.ts';

/** Reports are large beside what is shown of them: so many are held at once. */
const runsAtOnce = 500;

export interface HistoryPart {
  readonly shard: IndexShard | null;
  /** After which the next part begins; null: there is no more. */
  readonly last: Place | null;
}

/** The newest runs after a place, as a shard of the static history. From the primary: what the stream tells next must follow on it. */
export async function historyPart(
  { database }: { readonly database: Pick<Database, 'inOrganization'> },
  { orgId, after }: { readonly orgId: number; readonly after: Place | null },
): Promise<HistoryPart> {
  const rows: IndexRow[] = [];
  let place = after;
  for (;;) {
    // One more than fits shows whether there is more.
    const limit = Math.min(runsAtOnce, shardRuns + 1 - rows.length);
    const from = place;
    const found = await database.inOrganization(orgId, async (tx) =>
      listHistoryRuns(tx, { orgId, after: from, limit }),
    );
    const fitting = found.slice(0, shardRuns - rows.length);
    rows.push(...fitting.map(historyRow));
    const last = fitting.at(-1);
    if (last !== undefined) place = { at: last.createdAt, id: last.id };
    if (found.length > fitting.length) return { shard: shardOf(rows.toSorted(byStart)), last: place };
    if (found.length < limit)
      return { shard: rows.length === 0 ? null : shardOf(rows.toSorted(byStart)), last: null };
    await turn();
  }
}

/** What the index says of a run, and the stream when it changes. */
export function historyRow(run: HistoryRunRow): IndexRow {
  return rowOf(describedRun(run), run.isRemoved ? 0 : run.storedEvents);
}

/** All but its journal; null: there is no such run. */
export async function historyRun(deps: ReadBlobDeps, orgId: number, id: string): Promise<HistoryRun | null> {
  const [row] = await deps.database.inOrganization(orgId, async (tx) => findHistoryRuns(tx, orgId, [id]));
  if (row === undefined) return null;
  const described = describedRun(row);
  const stretches = await journalStretches(deps, orgId, row);
  // What a run that goes on has not sent yet is not missing.
  const lastSeq = isOver(row.state) ? saidLastSeq(row, described) : 0;
  return {
    version: 1,
    ...described,
    // They are in the run's artifact alone.
    findings: [],
    chunks: chunksOf(stretches),
    gaps: gapsOf(stretches, lastSeq),
  };
}
