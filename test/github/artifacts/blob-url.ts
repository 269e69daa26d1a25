import type { Artifact } from '../records.ts';
import type { World } from '../world.ts';
import { sign } from './runtime-token.ts';

export type BlobUse = 'upload' | 'download';

/** A signed URL, good for one blob and one use; the path has an account and a container, as the Azure client expects. */
export function blobUrl(world: World, artifact: Artifact, use: BlobUse): string {
  const sig = encodeURIComponent(sign(`${use}:${artifact.id}`));
  return `${world.urls.results}blobs/actions-results/${artifact.id}?se=2099-01-01&sp=${use}&sig=${sig}`;
}

export function isSigned(id: string, query: Readonly<Record<string, unknown>>, use: BlobUse): boolean {
  return query['sp'] === use && query['sig'] === sign(`${use}:${id}`);
}

export function findBlob(world: World, id: string): Artifact | null {
  for (const repository of world.repositories) {
    const artifact = repository.artifactRecords.find((candidate) => String(candidate.id) === id);
    if (artifact !== undefined) return artifact;
  }
  return null;
}
