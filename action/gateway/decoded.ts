import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import type { Dispatcher } from 'undici';

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** The body in plain. Asked for `identity`, a server has no reason to compress; some on the way do. */
export function decoded({ headers, body }: Dispatcher.ResponseData): AsyncIterable<Buffer> {
  const encoding = String(headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') return body;
  const decoder = decoders[encoding];
  if (decoder === undefined) {
    // Broken off, it says so by an error event.
    body.on('error', () => undefined).destroy();
    throw Object.assign(new Error('unknown content-encoding'), { code: 'UNKNOWN_CONTENT_ENCODING' });
  }
  // What goes wrong reaches the reader of the last part.
  return pipeline(body, decoder(), () => undefined);
}
