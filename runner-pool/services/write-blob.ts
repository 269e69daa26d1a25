import { type BlobStore, blobKey } from '../blobs/blob-store.ts';
import { compressedPieces } from '../blobs/pieces.ts';
import { sealPiece } from '../blobs/sealed-piece.ts';
import type { Database } from '../database/database.ts';
import { noteLoose } from '../store/blobs.ts';

export interface BlobDeps {
  readonly database: Pick<Database, 'inOrganization'>;
  readonly blobs: BlobStore | null;
  readonly keys: { readonly storage: Uint8Array };
}

/** A blob as it is stored: compressed, and sealed where it leaves the database. */
export interface PreparedBlob {
  readonly id: string;
  readonly bytes: number;
  readonly pieces: readonly Buffer[];
}

export async function prepareBlob(
  { blobs, keys }: Pick<BlobDeps, 'blobs' | 'keys'>,
  {
    orgId,
    id,
    body,
    pieceBytes,
  }: { readonly orgId: number; readonly id: string; readonly body: Buffer; readonly pieceBytes: number },
): Promise<PreparedBlob> {
  const pieces = await compressedPieces(body, pieceBytes);
  const key = blobKey(orgId, id);
  const sealed = pieces.map((piece, ordinal) => sealPiece(piece, keys.storage, { key, ordinal }));
  return { id, bytes: body.length, pieces: blobs === null ? pieces : sealed };
}

const atOnce = 8;

/** Writes them where they are kept outside of the database. Their rows must follow; bytes without one are swept. */
export async function putOutside(
  { database, blobs: store }: BlobDeps,
  orgId: number,
  blobs: readonly PreparedBlob[],
): Promise<void> {
  if (store === null || blobs.length === 0) return;
  const ids = blobs.map(({ id }) => id);
  await database.inOrganization(orgId, async (tx) => noteLoose(tx, { orgId, store: store.name, ids }));
  const waiting = [...blobs];
  const write = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      await store.put(blobKey(orgId, next.id), Buffer.concat(next.pieces));
  };
  await Promise.all(Array.from({ length: atOnce }, write));
}
