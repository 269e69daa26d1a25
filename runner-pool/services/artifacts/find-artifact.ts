import type { Octokit } from '@octokit/rest';
import { statusOf } from '../github-refusal.ts';

export interface FoundArtifact {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly githubRunId: number;
}

/** Where on GitHub: a repository by name and number, and its workflow run. */
export interface ArtifactPlace {
  readonly owner: string;
  readonly repo: string;
  readonly repositoryId: number;
}

export type ArtifactSearch =
  | { readonly kind: 'found'; readonly artifact: FoundArtifact }
  | { readonly kind: 'none'; readonly why: string };

type Listed = Awaited<ReturnType<Octokit['rest']['actions']['getArtifact']>>['data'];

/** The artifact of a run: by its exact name, of that workflow run of that repository, and of no fork's head. */
export async function findArtifact(
  octokit: Octokit,
  { name, githubRunId, ...at }: ArtifactPlace & { readonly name: string; readonly githubRunId: number },
  signal: AbortSignal,
): Promise<ArtifactSearch> {
  const { owner, repo } = at;
  const { artifacts } = await orNone(
    octokit.rest.actions.listWorkflowRunArtifacts({
      owner,
      repo,
      run_id: githubRunId,
      name,
      request: { signal },
    }),
    { total_count: 0, artifacts: [] },
  );
  // A re-run may have uploaded under the same name; the newest is first.
  const [newest] = artifacts.filter((one) => one.name === name);
  if (newest === undefined) return { kind: 'none', why: 'it left no artifact' };
  return trusted(newest, { ...at, githubRunId });
}

export async function getArtifact(
  octokit: Octokit,
  { artifactId, ...at }: ArtifactPlace & { readonly artifactId: number },
  signal: AbortSignal,
): Promise<ArtifactSearch> {
  const { owner, repo } = at;
  const found = await orNone<Listed | null>(
    octokit.rest.actions.getArtifact({ owner, repo, artifact_id: artifactId, request: { signal } }),
    null,
  );
  return found === null ? { kind: 'none', why: 'it is not there any more' } : trusted(found, at);
}

async function orNone<T>(asked: Promise<{ readonly data: T }>, none: T): Promise<T> {
  try {
    return (await asked).data;
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 410) return none;
    throw error;
  }
}

function trusted(
  { id, name, size_in_bytes: bytes, expired, workflow_run: from }: Listed,
  { repositoryId, githubRunId }: { readonly repositoryId: number; readonly githubRunId?: number },
): ArtifactSearch {
  if (expired) return { kind: 'none', why: 'its artifact has expired' };
  if (from?.id === undefined || from.repository_id !== repositoryId)
    return { kind: 'none', why: 'its artifact is of another repository' };
  if (from.head_repository_id !== repositoryId) return { kind: 'none', why: 'its artifact is of a fork' };
  if (githubRunId !== undefined && from.id !== githubRunId)
    return { kind: 'none', why: 'its artifact is of another workflow run' };
  return { kind: 'found', artifact: { id, name, bytes, githubRunId: from.id } };
}
