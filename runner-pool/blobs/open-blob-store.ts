import type { Breakers } from '../breaker/breakers.ts';
import { TaskFailure } from '../task-failure.ts';
import type { BlobSetting } from './blob-setting.ts';
import { type BlobStore, BlobStoreAway } from './blob-store.ts';
import { createDirectoryStore } from './directory-store.ts';
import { createS3Store } from './s3-store.ts';

/** Null: bodies are kept in PostgreSQL. */
export function openBlobStore(setting: BlobSetting, breakers: Breakers): BlobStore | null {
  switch (setting.kind) {
    case 'postgres':
      return null;
    case 'directory':
      return behindBreaker(createDirectoryStore(setting.path), breakers);
    case 's3':
      return behindBreaker(createS3Store(setting), breakers);
    default:
      return setting satisfies never;
  }
}

function behindBreaker({ name, put, get, remove }: BlobStore, { call }: Breakers): BlobStore {
  const guarded = async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await call({ upstream: 'blobs', orgId: Number.parseInt(key, 10) }, work);
    } catch (error) {
      if (!(error instanceof TaskFailure)) throw error;
      throw new BlobStoreAway('failed several times in a row and is not asked for a while', { cause: error });
    }
  };
  return {
    name,
    put: async (key, bytes) => guarded(key, async () => put(key, bytes)),
    get: async (key, range) => guarded(key, async () => get(key, range)),
    remove: async (key) => guarded(key, async () => remove(key)),
  };
}
