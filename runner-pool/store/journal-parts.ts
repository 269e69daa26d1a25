import type { Transaction } from '../database/database.ts';

export interface JournalPart {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly events: number;
  readonly blobId: string;
}

/** Those that have something after this seq, in their order. */
export async function findParts(
  tx: Transaction,
  { orgId, runId, after }: { readonly orgId: number; readonly runId: string; readonly after: number },
): Promise<readonly JournalPart[]> {
  return tx.rows<JournalPart>(
    `select first_seq as "firstSeq", last_seq as "lastSeq", events, blob_id as "blobId" from journal_parts
     where org_id = $1 and run_id = $2 and last_seq > $3 order by first_seq`,
    [orgId, runId, after],
  );
}

export async function insertPart(
  tx: Transaction,
  {
    orgId,
    runId,
    firstSeq,
    lastSeq,
    events,
    blobId,
  }: JournalPart & {
    readonly orgId: number;
    readonly runId: string;
  },
): Promise<void> {
  await tx.run(
    `insert into journal_parts (org_id, run_id, first_seq, last_seq, events, blob_id) values ($1, $2, $3, $4, $5, $6)`,
    [orgId, runId, firstSeq, lastSeq, events, blobId],
  );
}

/** Whether all that is stored of a journal is in its parts; then they are the journal from now on. */
export async function sealArchive(tx: Transaction, orgId: number, runId: string): Promise<boolean> {
  // A batch that comes late waits for this, and is then refused.
  await tx.run('select from runs where org_id = $1 and id = $2 for no key update', [orgId, runId]);
  const sealed = await tx.run(
    `update runs r set archived_at = now(), version = version + 1
     where r.org_id = $1 and r.id = $2 and r.ended_at is not null
       and (select count(*) from events e where e.org_id = $1 and e.run_id = $2)
         = (select coalesce(sum(p.events), 0) from journal_parts p where p.org_id = $1 and p.run_id = $2)`,
    [orgId, runId],
  );
  return sealed === 1;
}

/** What was archived, some of it at a time; how much. */
export async function deleteEvents(
  tx: Transaction,
  orgId: number,
  runId: string,
  most: number,
): Promise<number> {
  return tx.run(
    `delete from events where org_id = $1 and run_id = $2 and seq <=
       (select max(seq) from (select seq from events where org_id = $1 and run_id = $2 order by seq limit $3) first)`,
    [orgId, runId, most],
  );
}

/** Parts of an archive that was not sealed: their blobs become loose. */
export async function dropParts(tx: Transaction, orgId: number, runId: string): Promise<void> {
  const parts = await tx.rows<{ blobId: string }>(
    'delete from journal_parts where org_id = $1 and run_id = $2 returning blob_id as "blobId"',
    [orgId, runId],
  );
  await dropBlobs(
    tx,
    orgId,
    parts.map(({ blobId }) => blobId),
  );
}

/** Some of a run's blobs, those of its archive too; how many. */
export async function dropSomeBlobs(
  tx: Transaction,
  orgId: number,
  runId: string,
  most: number,
): Promise<number> {
  const blobs = await tx.rows<{ id: string }>(
    'select id from blobs where org_id = $1 and run_id = $2 limit $3',
    [orgId, runId, most],
  );
  const ids = blobs.map(({ id }) => id);
  await tx.run('delete from journal_parts where org_id = $1 and run_id = $2 and blob_id = any($3)', [
    orgId,
    runId,
    ids,
  ]);
  await dropBlobs(tx, orgId, ids);
  return ids.length;
}

/** Their bytes outside go later, by the note that is left. */
async function dropBlobs(tx: Transaction, orgId: number, ids: readonly string[]): Promise<void> {
  await tx.run(
    `with gone as (delete from blobs where org_id = $1 and id = any($2) returning id, store)
     insert into loose_blobs (org_id, store, id) select $1, store, id from gone where store <> 'postgres'
     on conflict (org_id, store, id) do update set noted_at = now()`,
    [orgId, ids],
  );
}

export async function markRemoved(tx: Transaction, orgId: number, runId: string): Promise<void> {
  await tx.run(
    `update runs set journal_removed_at = now(), stored_bytes = 0, version = version + 1 where org_id = $1 and id = $2`,
    [orgId, runId],
  );
}
