/** Where bodies are kept that are not to be in PostgreSQL. Keys are ours: organization and id. */
export interface BlobStore {
  /** Kept with each blob, so that it is looked for where it was put. */
  readonly name: 'directory' | 's3';
  /** On the disk, or acknowledged, when it resolves. The same key again gets the same bytes. */
  readonly put: (key: string, bytes: Buffer) => Promise<void>;
  readonly get: (key: string, range: ByteRange) => Promise<Buffer>;
  /** What is not there is removed already. */
  readonly remove: (key: string) => Promise<void>;
}

export interface ByteRange {
  readonly start: number;
  readonly length: number;
}

/** It cannot be written or read now; whoever asked may ask again. */
export class BlobStoreAway extends Error {
  /** 404: the store is well, and this is not there. */
  readonly status: number;
  /** It answered, and will answer the same until its settings are others. */
  readonly isRefusal: boolean;

  constructor(
    what: string,
    {
      status = 0,
      isRefusal = false,
      cause,
    }: Partial<Pick<BlobStoreAway, 'status' | 'isRefusal' | 'cause'>> = {},
  ) {
    super(`The blob store ${what}`, { cause });
    this.name = 'BlobStoreAway';
    this.status = status;
    this.isRefusal = isRefusal;
  }
}

const keyOfOurs = /^\d{1,16}\/[0-9a-f]{32,64}$/;

export function blobKey(orgId: number, id: string): string {
  const key = `${orgId}/${id}`;
  if (!keyOfOurs.test(key)) throw new Error(`${JSON.stringify(key)} is no key of a blob`);
  return key;
}
