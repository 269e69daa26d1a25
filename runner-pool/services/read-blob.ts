import { type BlobStore, BlobStoreAway, blobKey } from '../blobs/blob-store.ts';
import { decompressedPiece } from '../blobs/pieces.ts';
import { openPiece } from '../blobs/sealed-piece.ts';
import type { Database } from '../database/database.ts';
import { type BlobRow, findBlob, findPieces } from '../store/blobs.ts';

export interface ReadBlobDeps {
  readonly database: Pick<Database, 'inOrganization'>;
  readonly blobs: BlobStore | null;
  readonly keys: { readonly storage: Uint8Array };
}

export interface OpenedBlob {
  readonly bytes: number;
  readonly mediaType: string;
  /** What lies from `start` up to, and not including, `end`; a few pieces at a time, when they are asked for. */
  readonly read: (start: number, end: number) => AsyncGenerator<Buffer>;
}

const piecesAtOnce = 8;

/** Null: there is no such blob. */
export async function openBlob(
  deps: ReadBlobDeps,
  { orgId, id }: { readonly orgId: number; readonly id: string },
): Promise<OpenedBlob | null> {
  const row = await deps.database.inOrganization(orgId, async (tx) => findBlob(tx, orgId, id));
  if (row === null) return null;
  return {
    bytes: row.bytes,
    mediaType: row.mediaType,
    read: (start, end) => bytesOf(deps, { orgId, row, start, end }),
  };
}

/** All of a blob that is known to be small. */
export async function wholeBlob(
  deps: ReadBlobDeps,
  of: { readonly orgId: number; readonly id: string },
): Promise<Buffer | null> {
  const blob = await openBlob(deps, of);
  return blob === null ? null : Buffer.concat(await Array.fromAsync(blob.read(0, blob.bytes)));
}

interface Stretch {
  readonly orgId: number;
  readonly row: BlobRow;
  readonly start: number;
  readonly end: number;
}

async function* bytesOf(deps: ReadBlobDeps, { orgId, row, start, end }: Stretch): AsyncGenerator<Buffer> {
  const { pieceBytes } = row;
  const lastOfAll = Math.ceil(end / pieceBytes) - 1;
  for (let first = Math.floor(start / pieceBytes); first <= lastOfAll; first += piecesAtOnce) {
    const last = Math.min(first + piecesAtOnce - 1, lastOfAll);
    const pieces = await storedPieces(deps, { orgId, row, first, last });
    if (pieces.length !== last - first + 1)
      throw new BlobStoreAway(`lacks pieces of blob ${row.id}`, { status: 404 });
    for (const [index, piece] of pieces.entries()) {
      const at = (first + index) * pieceBytes;
      const plain = await decompressedPiece(piece, pieceBytes);
      yield plain.subarray(Math.max(0, start - at), Math.min(plain.length, end - at));
    }
  }
}

async function storedPieces(
  { database, blobs, keys }: ReadBlobDeps,
  {
    orgId,
    row,
    first,
    last,
  }: { readonly orgId: number; readonly row: BlobRow; readonly first: number; readonly last: number },
): Promise<readonly Buffer[]> {
  const { id, store, pieceSizes } = row;
  if (store === 'postgres')
    return database.inOrganization(orgId, async (tx) => findPieces(tx, { orgId, id, first, last }));
  if (blobs?.name !== store)
    throw new BlobStoreAway(`that has blob ${id} is ${store}, which BLOB_STORE does not name any more`);
  const key = blobKey(orgId, id);
  const start = sum(pieceSizes.slice(0, first));
  const sizes = pieceSizes.slice(first, last + 1);
  const bytes = await blobs.get(key, { start, length: sum(sizes) });
  let at = 0;
  return sizes.map((size, index) => {
    const sealed = bytes.subarray(at, at + size);
    at += size;
    return openPiece(sealed, keys.storage, { key, ordinal: first + index });
  });
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
