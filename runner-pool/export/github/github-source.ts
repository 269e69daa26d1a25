import type { Octokit } from '@octokit/rest';
import { noMoment } from '../../history/moments.ts';
import type { Missing } from '../manifest.ts';
import type { History } from '../open-history.ts';
import type { RunSource } from '../source.ts';
import type { FoundRepository } from './find-repositories.ts';
import { listArtifacts, type RunArtifact } from './list-artifacts.ts';
import { takeRun } from './take-run.ts';
import { unreadArtifacts } from './unread-artifacts.ts';

/** So many in a row, and GitHub is away rather than an artifact broken. */
const mostFailures = 10;

/** A repository's runs, out of the artifacts that they left. */
export function githubSource(octokit: Octokit, repository: FoundRepository): RunSource {
  return async (history, tellSkipped) => {
    const { fullName } = repository;
    const since = history.behindSince(fullName);
    const pages = listArtifacts(octokit, repository);
    let oldestSkipped: string | null = null;
    let failures = 0;
    for await (const artifact of unreadArtifacts({ pages, history, since })) {
      // Older ones are to come, wherever this ends.
      history.setBehind(fullName, noMoment);
      const taken = await take({ octokit, repository, history }, artifact);
      failures = taken === null ? 0 : failures + 1;
      if (taken === null) continue;
      if (failures === mostFailures) throw taken.error;
      tellSkipped({ artifact: artifact.name, error: taken.error });
      if (oldestSkipped === null || artifact.at < oldestSkipped) oldestSkipped = artifact.at;
    }
    history.setBehind(fullName, oldestSkipped);
  };
}

interface Work {
  readonly octokit: Octokit;
  readonly repository: FoundRepository;
  readonly history: History;
}

/** Adds an artifact's run, or notes why not; else what failed, and may not fail the next time. */
async function take(work: Work, artifact: RunArtifact): Promise<{ readonly error: unknown } | null> {
  const { name, at, unfit } = artifact;
  const taken = unfit ?? (await takeRun(work, artifact));
  if (typeof taken === 'object') return taken;
  if (taken !== 'added') work.history.note({ artifact: name, why: taken satisfies Missing['why'], at });
  return null;
}
