import { unzipSync } from 'fflate';
import type { Artifact } from '../records.ts';

export interface ArtifactView {
  readonly id: number;
  readonly name: string;
  readonly runId: number;
  readonly sizeBytes: number;
  readonly digest: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** The artifact as uploaded: a zip, unless it was uploaded without one. */
  readonly content: Buffer;
  /** The zip's files by their paths inside it. */
  entries(): Map<string, Buffer>;
}

export function artifactView(artifact: Artifact): ArtifactView {
  const content = artifact.content ?? Buffer.alloc(0);
  return {
    id: artifact.id,
    name: artifact.name,
    runId: artifact.run.id,
    sizeBytes: content.length,
    digest: artifact.digest,
    createdAt: artifact.createdAt,
    expiresAt: artifact.expiresAt,
    content,
    entries: () => zipEntries(content),
  };
}

function zipEntries(zip: Buffer): Map<string, Buffer> {
  const files = Object.entries(unzipSync(zip)).filter(([path]) => !path.endsWith('/'));
  return new Map(files.map(([path, bytes]) => [path, Buffer.from(bytes)]));
}
