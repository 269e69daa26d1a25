import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import type { WorkflowRun } from '../actions/workflow-run.ts';
import type { Artifact } from '../records.ts';
import type { Repository } from '../repository.ts';

export interface NewArtifact {
  readonly name: string;
  /** By their paths inside the zip. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Instead of files: the bytes as they are, which need be no zip. */
  readonly content?: Buffer;
  readonly createdAt?: string;
  readonly expiresAt?: string;
}

export function addArtifact(repository: Repository, run: WorkflowRun, options: NewArtifact): Artifact {
  const { world } = repository;
  const files = Object.entries(options.files).map(([path, text]) => [path, Buffer.from(text)] as const);
  const content = options.content ?? Buffer.from(zipSync(Object.fromEntries(files)));
  const artifact: Artifact = {
    id: world.nextId(),
    name: options.name,
    run,
    attempt: run.current,
    mimeType: 'application/zip',
    createdAt: options.createdAt ?? world.now(),
    expiresAt: options.expiresAt ?? new Date(Date.now() + 90 * 24 * 3600 * 1000).toISOString(),
    blocks: new Map(),
    content,
    digest: `sha256:${createHash('sha256').update(content).digest('hex')}`,
    finalized: true,
  };
  repository.artifactRecords.push(artifact);
  return artifact;
}
