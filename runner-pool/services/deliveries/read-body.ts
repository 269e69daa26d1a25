import { hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { keepPace } from './keep-pace.ts';
import { createLargeBody, type LargeBody } from './large-body.ts';
import type { SignatureCheck } from './signature.ts';

export interface ReadBody {
  readonly kind: 'read';
  readonly isLarge: boolean;
  /** The bytes as they came, or, of a large body, their gzip. */
  readonly bytes: Buffer;
  readonly sha256: Buffer;
}

/** `broken off`: by whoever sends it, or for being too slow. `no room`: there was none for what had come. */
export interface NotRead {
  readonly kind: 'too large' | 'broken off' | 'no room';
}

interface Reading {
  /** Up to here a body is held as it is; of a larger one only its gzip is. */
  readonly smallBytes: number;
  readonly mostBytes: number;
  /** Whether there is room for a piece of a small body, for which it may wait. */
  readonly admit: (bytes: number) => Promise<boolean> | boolean;
  /** Whether a body that turns out to be large may go on; its signature is looked at as it comes. */
  readonly admitLarge: () => Promise<boolean>;
  readonly signature: Pick<SignatureCheck, 'update'>;
}

/** A small body comes at once, or not from GitHub. */
const smallPace = { bytesPerSecond: 1, seconds: 4 };
/** Two megabits a second: a large one holds one of few places while it comes. GitHub counts a delivery as failed after 10 s. */
const largePace = { bytesPerSecond: 256 * 1024, seconds: 9 };

/**
 * Reads a body. Only what has arrived takes room, and a body is large once so much of it has arrived: whoever sends nothing keeps
 * nobody out.
 */
export async function readBody(stream: Readable, reading: Reading): Promise<ReadBody | NotRead> {
  const { smallBytes, mostBytes, admit, admitLarge, signature } = reading;
  const chunks: Buffer[] = [];
  let bytes = 0;
  let large: LargeBody | null = null;
  const take = async (chunk: Buffer): Promise<boolean> => {
    if (large !== null) {
      await large.add(chunk);
      return true;
    }
    chunks.push(chunk);
    if (bytes <= smallBytes) return admit(chunk.length);
    if (!(await admitLarge())) return false;
    large = createLargeBody(signature);
    for (const one of chunks.splice(0)) await large.add(one);
    return true;
  };
  const pace = keepPace(() => (large === null ? smallPace : largePace));
  const chunksOf = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  try {
    for (;;) {
      const coming = chunksOf.next();
      // Of a body that is given up, it may fail when nobody waits any more.
      coming.catch(() => undefined);
      const next = await Promise.race([coming, pace.tooSlow]);
      // Left open, or the refusal could not be sent.
      if (next === null) return { kind: 'broken off' };
      if (next.done === true) break;
      bytes += next.value.length;
      if (bytes > mostBytes) return { kind: 'too large' };
      pace.rest(next.value.length);
      if (!(await take(next.value))) return { kind: 'no room' };
      pace.go();
    }
    if (large !== null) return { kind: 'read', isLarge: true, ...(await (large as LargeBody).end()) };
    const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    signature.update(whole);
    return { kind: 'read', isLarge: false, bytes: whole, sha256: hash('sha256', whole, 'buffer') };
  } catch (error) {
    if (stream.destroyed) return { kind: 'broken off' };
    throw error;
  } finally {
    pace.end();
    (large as LargeBody | null)?.drop();
  }
}
