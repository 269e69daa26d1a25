import { afterAll } from 'vitest';
import { deriveKeys } from '../../../runner-pool/auth/keys.ts';
import type { BlobStore } from '../../../runner-pool/blobs/blob-store.ts';
import { type Database, openDatabase } from '../../../runner-pool/database/database.ts';
import type { TestCoordinator } from './coordinator.ts';

export interface BlobServices {
  readonly database: Database;
  readonly blobs: BlobStore | null;
  readonly keys: { readonly storage: Uint8Array };
  readonly tasks: { readonly nudge: () => void };
}

/** What the background services of a test's coordinator work with, to call them when a test wants them. */
export function blobServices(
  { database: { url } }: Pick<TestCoordinator, 'database'>,
  blobs: BlobStore | null = null,
): BlobServices {
  const database = openDatabase({ url, replicaUrl: null, connections: 4 });
  afterAll(database.close);
  // The key that test coordinators have.
  return { database, blobs, keys: deriveKeys(Buffer.alloc(32)), tasks: { nudge: () => undefined } };
}
