import type { Octokit } from '@octokit/rest';
import { runOfArtifact } from '../../services/artifacts/artifact-name.ts';
import { statusOf } from '../../services/github-refusal.ts';
import type { Missing } from '../manifest.ts';
import type { History } from '../open-history.ts';
import { momentOf, noMoment } from '../run-draft.ts';
import type { FoundRepository } from './find-repositories.ts';

/** An artifact that says by its name that it is a run's. */
export interface RunArtifact {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly runId: string;
  /** Of the workflow run that made it; 0: GitHub does not say. */
  readonly githubRunId: number;
  /** When it was made. */
  readonly at: string;
  /** Why it is not fetched; null: it is. */
  readonly unfit: Exclude<Missing['why'], 'damaged'> | null;
}

type Listed = Awaited<
  ReturnType<Octokit['rest']['actions']['listArtifactsForRepo']>
>['data']['artifacts'][number];

/** Artifacts of runs that the history does not know, newest first. Ends at the first page on which it knows them all. */
export async function listArtifacts(
  octokit: Octokit,
  { owner, repo, id, fullName }: FoundRepository,
  history: Pick<History, 'knows' | 'isNoted'>,
): Promise<readonly RunArtifact[]> {
  // Those that are made meanwhile push others to the next page, where they come again.
  const unknown = new Map<number, RunArtifact>();
  const asked = { owner, repo, per_page: 100 };
  try {
    for await (const { data } of octokit.paginate.iterator(
      octokit.rest.actions.listArtifactsForRepo,
      asked,
    )) {
      const ofRuns = data.flatMap((listed) => runArtifact(listed, id) ?? []);
      const fresh = ofRuns.filter((artifact) => !isKnown(history, artifact));
      for (const artifact of fresh) unknown.set(artifact.id, artifact);
      if (ofRuns.length > 0 && fresh.length === 0) break;
    }
  } catch (error) {
    if (statusOf(error) !== 403) throw error;
    throw new Error(
      `GitHub shows GITHUB_TOKEN no artifacts of ${fullName} (403): give it the permission actions: read.`,
      { cause: error },
    );
  }
  return [...unknown.values()];
}

function runArtifact(listed: Listed, repositoryId: number): RunArtifact | null {
  const { id, name, size_in_bytes: bytes, expired, created_at, workflow_run: from } = listed;
  const run = runOfArtifact(name);
  if (run === null) return null;
  const githubRunId = from?.id ?? 0;
  const isOurs = from?.repository_id === repositoryId && from.head_repository_id === repositoryId;
  const isOfItself = run.id.startsWith(`${githubRunId}-${run.attempt}-`);
  const unfit = isOurs && isOfItself ? (expired ? 'expired' : null) : 'untrusted';
  const at = momentOf(created_at) ?? noMoment;
  return { id, name, bytes, runId: run.id, githubRunId, at, unfit };
}

function isKnown(history: Pick<History, 'knows' | 'isNoted'>, artifact: RunArtifact): boolean {
  const { name, runId, at, unfit } = artifact;
  if (unfit !== 'untrusted' && history.knows(runId)) return true;
  return history.isNoted({ artifact: name, at, why: unfit ?? 'damaged' });
}
