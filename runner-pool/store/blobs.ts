import type { Transaction } from '../database/database.ts';

export interface BlobRow {
  readonly id: string;
  readonly bytes: number;
  readonly pieceBytes: number;
  /** Of the pieces as they are stored. */
  readonly pieceSizes: readonly number[];
  readonly mediaType: string;
  readonly store: string;
}

export async function findBlob(tx: Transaction, orgId: number, id: string): Promise<BlobRow | null> {
  return tx.row<BlobRow>(
    `select id, bytes, piece_bytes as "pieceBytes", piece_sizes as "pieceSizes", media_type as "mediaType", store
     from blobs where org_id = $1 and id = $2`,
    [orgId, id],
  );
}

/** In their order; `last` included. */
export async function findPieces(
  tx: Transaction,
  {
    orgId,
    id,
    first,
    last,
  }: { readonly orgId: number; readonly id: string; readonly first: number; readonly last: number },
): Promise<readonly Buffer[]> {
  const rows = await tx.rows<{ body: Buffer }>(
    'select body from blob_pieces where org_id = $1 and blob_id = $2 and ordinal between $3 and $4 order by ordinal',
    [orgId, id, first, last],
  );
  return rows.map(({ body }) => body);
}

export interface InsertedBlob extends BlobRow {
  readonly runId: string;
  /** Those that are kept in PostgreSQL. */
  readonly pieces: readonly Buffer[];
}

/** The bytes are there already, or come along. */
export async function insertBlob(tx: Transaction, orgId: number, blob: InsertedBlob): Promise<void> {
  const { id, bytes, pieceBytes, pieceSizes, mediaType, store, runId, pieces } = blob;
  await tx.run(
    `insert into blobs (org_id, id, run_id, bytes, piece_bytes, piece_sizes, media_type, store)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [orgId, id, runId, bytes, pieceBytes, pieceSizes, mediaType, store],
  );
  for (const [ordinal, body] of pieces.entries())
    await tx.run('insert into blob_pieces (org_id, blob_id, ordinal, body) values ($1, $2, $3, $4)', [
      orgId,
      id,
      ordinal,
      body,
    ]);
  if (store !== 'postgres' && (await clearNotes(tx, { orgId, store, ids: [id] })) === 0)
    throw new Error(`the bytes of blob ${id} may be gone`);
}

interface Notes {
  readonly orgId: number;
  readonly store: string;
  readonly ids: readonly string[];
}

/** Before bytes are written outside: whatever happens then, somebody will look whether they have a row. */
export async function noteLoose(tx: Transaction, { orgId, store, ids }: Notes): Promise<void> {
  await tx.run(
    `insert into loose_blobs (org_id, store, id) select $1, $2, id from unnest($3::text[]) as id order by id
     on conflict (org_id, store, id) do update set noted_at = now()`,
    [orgId, store, ids],
  );
}

async function clearNotes(tx: Transaction, { orgId, store, ids }: Notes): Promise<number> {
  return tx.run('delete from loose_blobs where org_id = $1 and store = $2 and id = any($3)', [
    orgId,
    store,
    ids,
  ]);
}

/**
 * Old notes, gone with this transaction: whoever writes the same blob meanwhile waits for it. Of those with `hasRow` nothing is loose.
 */
export async function takeLoose(
  tx: Transaction,
  {
    orgId,
    store,
    olderThanSeconds,
    most,
  }: {
    readonly orgId: number;
    readonly store: string;
    readonly olderThanSeconds: number;
    readonly most: number;
  },
): Promise<readonly { readonly id: string; readonly hasRow: boolean }[]> {
  return tx.rows(
    `with old as (
       select id from loose_blobs
       where org_id = $1 and store = $2 and noted_at < now() - make_interval(secs => $3)
       order by noted_at limit $4 for update skip locked)
     delete from loose_blobs l using old where l.org_id = $1 and l.store = $2 and l.id = old.id
     returning l.id, exists (select from blobs b where b.org_id = $1 and b.id = l.id) as "hasRow"`,
    [orgId, store, olderThanSeconds, most],
  );
}
