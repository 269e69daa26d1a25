import type { Transaction } from '../database/database.ts';
import type { Stretch } from '../history/journal-shape.ts';

/** A journal that is torn into more is shown up to here. */
const mostStretches = 10_000;

export interface EventRow {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  /** JSON text; of a blob its head. */
  readonly data: string;
  readonly blobId: string | null;
  /** Of all of it. */
  readonly bytes: number;
}

export interface EventRange {
  readonly orgId: number;
  readonly runId: string;
  readonly after: number;
  /** Included; null: to the end. */
  readonly last?: number | null;
  readonly limit: number;
  /** With a dot at its end: all that begin with it. */
  readonly type?: string | null;
}

/** By seq. */
export async function findEvents(tx: Transaction, range: EventRange): Promise<readonly EventRow[]> {
  const { orgId, runId, after, last = null, limit, type = null } = range;
  return tx.rows<EventRow>(
    `select seq, at, type, data, blob_id as "blobId", bytes from events
     where org_id = $1 and run_id = $2 and seq > $3 and seq <= coalesce($4, 2147483647)
       and ($6::text is null or type = $6 or (right($6, 1) = '.' and starts_with(type, $6)))
     order by seq limit $5`,
    [orgId, runId, after, last, limit, type],
  );
}

/** Which lines there are after `after`, as stretches without a gap. */
export async function findStretches(
  tx: Transaction,
  { orgId, runId, after }: Pick<EventRange, 'orgId' | 'runId' | 'after'>,
): Promise<readonly Stretch[]> {
  return tx.rows<Stretch>(
    `select min(seq) as "firstSeq", max(seq) as "lastSeq" from (
       select seq, seq - row_number() over (order by seq) as stretch from events where org_id = $1 and run_id = $2 and seq > $3) lines
     group by stretch order by 1 limit ${mostStretches}`,
    [orgId, runId, after],
  );
}

/** Where a run's journal is. */
export interface JournalState {
  readonly acknowledgedSeq: number;
  readonly isOver: boolean;
  readonly isArchived: boolean;
  readonly isRemoved: boolean;
}

export async function findJournal(
  tx: Transaction,
  orgId: number,
  runId: string,
): Promise<JournalState | null> {
  return tx.row<JournalState>(
    `select acknowledged_seq as "acknowledgedSeq", ended_at is not null as "isOver", archived_at is not null as "isArchived",
       journal_removed_at is not null as "isRemoved"
     from runs where org_id = $1 and id = $2`,
    [orgId, runId],
  );
}
