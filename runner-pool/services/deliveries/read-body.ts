import { createHash, hash } from 'node:crypto';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { keepPace, type PaceLimits } from './keep-pace.ts';
import type { SignatureCheck } from './signature.ts';

export interface ReadBody {
  readonly kind: 'read';
  /** The bytes as they came, or their gzip. */
  readonly bytes: Buffer;
  readonly sha256: Buffer;
}

/** `broken off`: by whoever sends it, or for being too slow. `no room`: there was none for what had come. */
export interface NotRead {
  readonly kind: 'too large' | 'broken off' | 'no room';
}

/** Whether there is room for a piece, for which it may wait. */
export type Admit = (bytes: number) => Promise<boolean>;

/** Nobody listens for longer: GitHub counts a delivery as failed after 10 s. */
export const patienceSeconds = 9;
/** No sender of ours pauses within a small body. */
const smallPace: PaceLimits = { bytesPerSecond: 1, seconds: patienceSeconds };
/** Two megabits a second: a large one holds one of few places while it comes. */
const largePace: PaceLimits = { bytesPerSecond: 256 * 1024, seconds: patienceSeconds };

/** Reads a small body as it is. Only what has arrived takes room, so that whoever sends nothing keeps nobody out. */
export async function readSmallBody(
  stream: Readable,
  { limitBytes, admit }: { readonly limitBytes: number; readonly admit: Admit },
): Promise<ReadBody | NotRead> {
  const chunks: Buffer[] = [];
  const ending = await eachChunk(stream, { limitBytes, pace: smallPace }, async (chunk) => {
    chunks.push(chunk);
    return admit(chunk.length);
  });
  if (ending !== null) return ending;
  const bytes = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
  return { kind: 'read', bytes, sha256: hash('sha256', bytes, 'buffer') };
}

/** Reads a body of which only the gzip is ever in memory. */
export async function readLargeBody(
  stream: Readable,
  {
    limitBytes,
    signature,
  }: { readonly limitBytes: number; readonly signature: Pick<SignatureCheck, 'update'> },
): Promise<ReadBody | NotRead> {
  const sha256 = createHash('sha256');
  // Fast rather than small: JSON still becomes a tenth.
  const gzip = createGzip({ level: 1 });
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  try {
    const ending = await eachChunk(stream, { limitBytes, pace: largePace }, async (chunk) => {
      sha256.update(chunk);
      signature.update(chunk);
      if (!gzip.write(chunk)) await once(gzip, 'drain');
      return true;
    });
    if (ending !== null) return ending;
    gzip.end();
    await once(gzip, 'end');
    return { kind: 'read', bytes: Buffer.concat(chunks), sha256: sha256.digest() };
  } finally {
    gzip.destroy();
  }
}

interface Limits {
  readonly limitBytes: number;
  readonly pace: PaceLimits;
}

/** Not a piece beyond the limit. Null: it came to its end. */
async function eachChunk(
  stream: Readable,
  { limitBytes, pace: limits }: Limits,
  take: (chunk: Buffer) => Promise<boolean>,
): Promise<NotRead | null> {
  const pace = keepPace(limits, () => stream.destroy(new Error('the body came too slowly')));
  let bytes = 0;
  try {
    // Left open, or the refusal of one that is too large could not be sent.
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limitBytes) return { kind: 'too large' };
      pace.rest(chunk.length);
      if (!(await take(chunk))) return { kind: 'no room' };
      pace.go();
    }
    return null;
  } catch (error) {
    if (stream.destroyed) return { kind: 'broken off' };
    throw error;
  } finally {
    pace.end();
  }
}
