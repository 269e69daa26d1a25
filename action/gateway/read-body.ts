import type { IncomingMessage } from 'node:http';

/** The limit of the Messages API. */
export const maxBodyBytes = 32 * 1024 * 1024;

/** null: it is larger than the limit. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Not destroyed on leaving: the refusal goes back by the same connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}
