import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Octokit } from '@octokit/rest';
import { fetchArtifact } from '../../services/artifacts/fetch-artifact.ts';
import { openZip } from '../../services/artifacts/open-zip.ts';
import { statusOf } from '../../services/github-refusal.ts';
import { failureOf } from '../../task-failure.ts';
import type { Missing } from '../manifest.ts';
import type { History } from '../open-history.ts';
import type { RunSource } from '../source.ts';
import { draftOfArchive } from './draft-of-archive.ts';
import type { FoundRepository } from './find-repositories.ts';
import { listArtifacts, type RunArtifact } from './list-artifacts.ts';

/** A quarter of a gigabyte, the largest there is, over a slow line. */
const downloadMs = 600_000;

/** A repository's runs, out of the artifacts that they left. */
export function githubSource(octokit: Octokit, repository: FoundRepository): RunSource {
  return async (history) => {
    const artifacts = await listArtifacts(octokit, repository, history);
    for (const artifact of artifacts.toReversed()) {
      const why = artifact.unfit ?? (await takeRun({ octokit, repository, history }, artifact));
      if (why !== null) history.note({ artifact: artifact.name, why, at: artifact.at });
    }
  };
}

interface Work {
  readonly octokit: Octokit;
  readonly repository: FoundRepository;
  readonly history: History;
}

/** Adds the artifact's run; else why not. */
async function takeRun(work: Work, artifact: RunArtifact): Promise<Missing['why'] | null> {
  // A job that uploaded twice.
  if (work.history.knows(artifact.runId)) return null;
  try {
    await addRun(work, artifact);
    return null;
  } catch (error) {
    // It expired since it was listed, or somebody deleted it.
    if (statusOf(error) === 404 || statusOf(error) === 410) return 'expired';
    if (failureOf(error).means === 'final') return 'damaged';
    throw error;
  }
}

async function addRun({ octokit, repository, history }: Work, artifact: RunArtifact): Promise<void> {
  const { owner, repo, fullName, url } = repository;
  const { id, bytes, runId, githubRunId, at } = artifact;
  const runUrl = `${url}/actions/runs/${githubRunId}`;
  const path = join(history.scratch, 'artifact.zip');
  // A damaged one may be there still.
  await rm(path, { force: true });
  await fetchArtifact(octokit, { owner, repo, id, bytes }, { path, signal: AbortSignal.timeout(downloadMs) });
  const archive = await openZip(path);
  try {
    await history.add(await draftOfArchive(archive, { runId, repository: fullName, runUrl, at }));
  } finally {
    archive.close();
  }
}
