import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Octokit } from '@octokit/rest';
import { fetchArtifact } from '../../services/artifacts/fetch-artifact.ts';
import { openZip } from '../../services/artifacts/open-zip.ts';
import { statusOf } from '../../services/github-refusal.ts';
import { failureOf } from '../../task-failure.ts';
import type { Missing } from '../manifest.ts';
import type { History } from '../open-history.ts';
import { draftOfArchive } from './draft-of-archive.ts';
import type { FoundRepository } from './find-repositories.ts';
import type { RunArtifact } from './list-artifacts.ts';

/** A quarter of a gigabyte, the largest there is, over a slow line. */
const downloadMs = 600_000;

interface Work {
  readonly octokit: Octokit;
  readonly repository: FoundRepository;
  readonly history: History;
}

/** `error`: its download failed, and may not the next time. */
export type Taken = 'added' | Missing['why'] | { readonly error: unknown };

/** Adds the run of an artifact. Its zip, of which nothing is redacted, is never where the history is. */
export async function takeRun(work: Work, artifact: RunArtifact): Promise<Taken> {
  // A job that uploaded twice.
  if (work.history.knows(artifact.runId)) return 'added';
  const dir = await mkdtemp(join(tmpdir(), 'claude-orchestrator-export-'));
  const path = join(dir, 'artifact.zip');
  try {
    const failed = await download(work, artifact, path);
    if (failed !== null) return failed;
    await addRun(work, artifact, path);
    return 'added';
  } catch (error) {
    if (failureOf(error).means === 'final') return 'damaged';
    throw error;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function download(
  { octokit, repository: { owner, repo } }: Work,
  { id, bytes }: RunArtifact,
  path: string,
): Promise<Taken | null> {
  try {
    const signal = AbortSignal.timeout(downloadMs);
    await fetchArtifact(octokit, { owner, repo, id, bytes }, { path, signal });
    return null;
  } catch (error) {
    const status = statusOf(error);
    // It expired since it was listed, or somebody deleted it.
    if (status === 404 || status === 410) return 'expired';
    const isOfOne = failureOf(error).means === 'attempt' && (status === 0 || status >= 500);
    if (!isOfOne || isOfDisk(error)) throw error;
    return { error };
  }
}

/** What the network says comes inside of an error of `fetch`. */
const isOfDisk = (error: unknown): boolean => (error as NodeJS.ErrnoException).syscall !== undefined;

async function addRun(
  { repository, history }: Work,
  { runId, githubRunId, at }: RunArtifact,
  path: string,
): Promise<void> {
  const archive = await openZip(path);
  try {
    const runUrl = `${repository.url}/actions/runs/${githubRunId}`;
    await history.add(await draftOfArchive(archive, { runId, repository: repository.fullName, runUrl, at }));
  } finally {
    archive.close();
  }
}
