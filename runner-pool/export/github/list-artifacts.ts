import type { Octokit } from '@octokit/rest';
import { momentOf, noMoment } from '../../history/moments.ts';
import { runOfArtifact } from '../../services/artifacts/artifact-name.ts';
import { statusOf } from '../../services/github-refusal.ts';
import type { Missing } from '../manifest.ts';
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

const perPage = 100;

/** A repository's artifacts of runs, a page of its artifacts at a time, newest first. Some may come twice. */
export async function* listArtifacts(
  octokit: Octokit,
  repository: FoundRepository,
): AsyncGenerator<readonly RunArtifact[]> {
  let total = 0;
  let read = 0;
  for (let page = 1; ; ) {
    const { data, headers } = await artifactsOn(octokit, repository, page);
    yield data.artifacts.flatMap((listed) => runArtifact(listed, repository.id) ?? []);
    // What is removed while a page's runs are fetched has others move to a page that was read already.
    const removed = total - data.total_count;
    total = data.total_count;
    if (removed > 0 && page > read) {
      read = page;
      page = Math.max(1, page - Math.ceil(removed / perPage));
    } else if (headers.link?.includes('rel="next"') === true) page += 1;
    else return;
  }
}

type Page = Awaited<ReturnType<Octokit['rest']['actions']['listArtifactsForRepo']>>;

async function artifactsOn(
  octokit: Octokit,
  { owner, repo, fullName }: FoundRepository,
  page: number,
): Promise<Page> {
  try {
    return await octokit.rest.actions.listArtifactsForRepo({ owner, repo, per_page: perPage, page });
  } catch (error) {
    if (statusOf(error) !== 403) throw error;
    throw new Error(
      `GitHub shows GITHUB_TOKEN no artifacts of ${fullName} (403): give it the permission actions: read.`,
      { cause: error },
    );
  }
}

function runArtifact(listed: Page['data']['artifacts'][number], repositoryId: number): RunArtifact | null {
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
