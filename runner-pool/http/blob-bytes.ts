import { Readable } from 'node:stream';
import { BlobStoreAway } from '../blobs/blob-store.ts';
import { ProblemError } from '../problem.ts';
import type { OpenedBlob } from '../services/read-blob.ts';

/** What lies from `start` up to, and not including, `end`, as the body of an answer. */
export async function blobBytes(blob: OpenedBlob, end: number, start = 0): Promise<Readable> {
  return end === start
    ? Readable.from([])
    : Readable.from(await begun(blob.read(start, end)), { objectMode: false });
}

/** The first piece is there before the answer begins: what cannot be read at all is said with a status. */
async function begun(pieces: AsyncGenerator<Buffer>): Promise<AsyncGenerator<Buffer>> {
  const first = await pieces.next().catch((error: unknown) => {
    if (!(error instanceof BlobStoreAway)) throw error;
    throw new ProblemError({
      status: 503,
      code: 'unavailable',
      detail: `${error.message}. Try again.`,
      headers: { 'retry-after': '5' },
      cause: error,
    });
  });
  return (async function* () {
    if (first.done !== true) yield first.value;
    yield* pieces;
  })();
}
