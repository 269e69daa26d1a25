import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import type { SignatureCheck } from './signature.ts';

/** A body of which only the gzip is ever in memory. */
export interface LargeBody {
  readonly add: (chunk: Buffer) => Promise<void>;
  readonly end: () => Promise<{ readonly bytes: Buffer; readonly sha256: Buffer }>;
  readonly drop: () => void;
}

export function createLargeBody(signature: Pick<SignatureCheck, 'update'>): LargeBody {
  const sha256 = createHash('sha256');
  // Fast rather than small: JSON still becomes a tenth.
  const gzip = createGzip({ level: 1 });
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  return {
    add: async (chunk) => {
      sha256.update(chunk);
      signature.update(chunk);
      if (!gzip.write(chunk)) await once(gzip, 'drain');
    },
    end: async () => {
      gzip.end();
      await once(gzip, 'end');
      return { bytes: Buffer.concat(chunks), sha256: sha256.digest() };
    },
    drop: () => gzip.destroy(),
  };
}
