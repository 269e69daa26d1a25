import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createEventReader, type GitHubEvent } from './github-event.ts';

export interface StoredBody {
  readonly gzipped: Buffer;
  readonly isForm: boolean;
}

/** The event in a stored body, read piece by piece; null where it holds none. */
export async function openDelivery({ gzipped, isForm }: StoredBody): Promise<GitHubEvent | null> {
  const reader = createEventReader(isForm);
  const pieces = Readable.from([gzipped]).pipe(createGunzip());
  for await (const piece of pieces as AsyncIterable<Buffer>) reader.update(piece);
  return reader.end();
}
