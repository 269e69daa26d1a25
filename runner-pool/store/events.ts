import type { Database } from '../database/database.ts';
import type { PreparedEvent } from '../services/prepare-event.ts';
import { queueOf } from './outbox.ts';

/** A body with its place: what of it is written where is up to the store. */
export interface NewBlob {
  readonly id: string;
  readonly bytes: number;
  /** Of its pieces, as they are stored. */
  readonly sizes: readonly number[];
}

export interface NewEvents {
  readonly orgId: number;
  readonly runId: string;
  readonly events: readonly (Omit<PreparedEvent, 'body'> & { readonly blobId: string | null })[];
  readonly blobs: readonly NewBlob[];
  readonly blobStore: string;
  readonly pieceBytes: number;
  /** All pieces of all blobs, in order, where they are stored here. */
  readonly pieces: Buffer;
  /** Where the policy says nothing else. */
  readonly limits: { readonly events: number; readonly bytes: number };
  readonly indexAfterSeconds: number;
}

export interface StoredEvents {
  readonly acknowledgedSeq: number;
  readonly stored: number;
  /** Came again with another body; the first one stays. */
  readonly differing: number;
  /** Beyond a limit. */
  readonly refused: number;
  readonly cutReason: string | null;
  readonly isArchived: boolean;
  /** Of what is new of it. */
  readonly addedBytes: number;
}

/** One round trip. Null: there is no such run. */
export async function insertEvents(
  { call }: Pick<Database, 'call'>,
  { orgId, runId, events, blobs, ...rest }: NewEvents,
): Promise<StoredEvents | null> {
  const entries = events.filter(({ ledger }) => ledger !== null);
  const rows = await call<StoredEvents>(
    `select acknowledged_seq as "acknowledgedSeq", stored, differing, refused, cut_reason as "cutReason", is_archived as "isArchived",
       added_bytes as "addedBytes"
     from store_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, make_interval(secs => $18))`,
    [
      orgId,
      runId,
      events.map(({ seq }) => seq),
      events.map(({ atMs }) => atMs),
      events.map(({ type }) => type).join('\n'),
      events.map(({ data }) => data).join('\n'),
      events.map(({ bytes }) => bytes),
      events.map(({ blobId }) => blobId),
      entries.map(({ seq }) => seq),
      entries.map(({ ledger }) => ledger).join('\n'),
      blobs.length === 0 ? null : JSON.stringify(placed(blobs)),
      rest.blobStore,
      rest.pieceBytes,
      rest.pieces,
      rest.limits.events,
      rest.limits.bytes,
      queueOf['index-run'],
      rest.indexAfterSeconds,
    ],
  );
  return rows[0] ?? null;
}

function placed(blobs: readonly NewBlob[]): readonly (NewBlob & { readonly at: number })[] {
  let at = 0;
  return blobs.map((blob) => {
    const own = { ...blob, at };
    at += blob.sizes.reduce((sum, size) => sum + size, 0);
    return own;
  });
}
