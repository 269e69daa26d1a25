import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { SignatureCheck } from './signature.ts';

export interface ReadBody {
  readonly kind: 'read';
  /** The bytes as they came, or their gzip. */
  readonly bytes: Buffer;
  readonly sha256: Buffer;
}

/** `broken off`: by whoever sends it, or for taking too long. */
export interface NotRead {
  readonly kind: 'too large' | 'broken off';
}

export interface ReadOptions {
  readonly limitBytes: number;
  /** While it arrives: of a large body, only its gzip is ever in memory. */
  readonly gzip: boolean;
  /** Whoever else looks at each piece. */
  readonly watchers: readonly Pick<SignatureCheck, 'update'>[];
  readonly signal: AbortSignal;
}

/** Reads a body piece by piece, hashing each as it comes, and not a piece beyond the limit. */
export async function readBody(
  stream: Readable,
  { limitBytes, gzip, watchers, signal }: ReadOptions,
): Promise<ReadBody | NotRead> {
  const hash = createHash('sha256');
  const kept = gzip ? keptGzipped() : keptWhole();
  const stop = (): unknown => stream.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  let bytes = 0;
  try {
    // Left open, or the refusal of one that is too large could not be sent.
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limitBytes) return { kind: 'too large' };
      hash.update(chunk);
      for (const watcher of watchers) watcher.update(chunk);
      await kept.add(chunk);
    }
    return { kind: 'read', bytes: await kept.all(), sha256: hash.digest() };
  } catch (error) {
    if (stream.destroyed) return { kind: 'broken off' };
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    kept.drop();
  }
}

interface Kept {
  readonly add: (chunk: Buffer) => Promise<void>;
  readonly all: () => Promise<Buffer>;
  readonly drop: () => void;
}

function keptWhole(): Kept {
  const chunks: Buffer[] = [];
  return {
    add: async (chunk) => void chunks.push(chunk),
    all: async () => (chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    drop: () => undefined,
  };
}

/** Fast rather than small: JSON still becomes a tenth. */
function keptGzipped(): Kept {
  const gzip = createGzip({ level: 1 });
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  return {
    add: async (chunk) => {
      if (!gzip.write(chunk)) await once(gzip, 'drain');
    },
    all: async () => {
      gzip.end();
      await once(gzip, 'end');
      return Buffer.concat(chunks);
    },
    drop: () => gzip.destroy(),
  };
}
