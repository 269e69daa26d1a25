import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Cuts a body into pieces of so many bytes, the last one shorter, each compressed by itself. An empty body has none. */
export async function compressedPieces(body: Buffer, pieceBytes: number): Promise<readonly Buffer[]> {
  const count = Math.ceil(body.length / pieceBytes);
  return Promise.all(
    Array.from({ length: count }, async (_, ordinal) =>
      compress(body.subarray(ordinal * pieceBytes, (ordinal + 1) * pieceBytes)),
    ),
  );
}

/** `pieceBytes` bounds what it may become, whatever it is. */
export async function decompressedPiece(piece: Buffer, pieceBytes: number): Promise<Buffer> {
  return decompress(piece, { maxOutputLength: pieceBytes });
}
