import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { type BlobStore, BlobStoreAway, blobKey } from './blob-store.ts';

const probe = Buffer.from('claude-orchestrator');

/**
 * Puts something there, reads it and clears it away, before anybody needs it. Throws where the store refuses that, which is a fault of
 * the settings; one that does not answer may be back when it is needed, and is told in the log.
 */
export async function probeBlobStore(
  { put, get, remove }: Pick<BlobStore, 'put' | 'get' | 'remove'>,
  log: Pick<Logger, 'warn'>,
): Promise<void> {
  const key = blobKey(0, randomBytes(16).toString('hex'));
  try {
    await put(key, probe);
    try {
      await get(key, { start: 0, length: probe.length });
    } finally {
      await remove(key);
    }
  } catch (error) {
    if (!(error instanceof BlobStoreAway)) throw error;
    if (!error.isRefusal) return log.warn({ err: error }, `BLOB_STORE: ${error.message}. It is asked again.`);
    throw new Error(
      `BLOB_STORE: ${error.message}. Correct its bucket, region and endpoint, or AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, which must be let put, get and delete objects.`,
      { cause: error },
    );
  }
}
