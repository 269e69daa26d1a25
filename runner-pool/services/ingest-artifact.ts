import type { GitHubAccess } from '../github/access.ts';
import { findRepository } from '../store/repositories.ts';
import { findRunOfGitHub } from '../store/run-retries.ts';
import { findRun } from '../store/runs.ts';
import { TaskFailure } from '../task-failure.ts';
import { artifactName, runOfArtifact } from './artifacts/artifact-name.ts';
import { type ArtifactRef, readArtifactRef } from './artifacts/artifact-ref.ts';
import { findArtifact, getArtifact } from './artifacts/find-artifact.ts';
import { type TakeInDeps, takeIn } from './artifacts/take-in.ts';
import { placeOf } from './retried-run.ts';

export interface IngestDeps extends TakeInDeps {
  readonly github: GitHubAccess;
}

interface Task {
  readonly orgId: number;
  /** A run's id, or `artifact:<repository>:<artifact>`. */
  readonly ref: string;
}

/** Completes a run from its artifact, or enters one that is known by its artifact alone. */
export async function ingestArtifact(
  deps: IngestDeps,
  { orgId, ref }: Task,
  signal: AbortSignal,
): Promise<void> {
  const unknown = readArtifactRef(ref);
  if (unknown !== null) return ingestUnknown(deps, orgId, unknown, signal);
  const { run, row } = await deps.database.inOrganization(orgId, async (tx) => ({
    run: await findRunOfGitHub(tx, orgId, ref),
    row: await findRun(tx, orgId, ref),
  }));
  if (run === null || row === null) return;
  const isOver = !['requested', 'running', 'lost'].includes(run.state);
  if (isOver && row.acknowledgedSeq >= row.lastSeq) return;
  const octokit = await deps.github.forRepository({ orgId, repositoryId: run.repositoryId });
  // Without an App what is missing stays missing; the run shows that it is.
  if (octokit === null) return;
  const { owner, repo, run_id: githubRunId } = placeOf(run);
  const { repositoryId, githubRunAttempt } = run;
  const name = artifactName({ ...run, attempt: githubRunAttempt });
  const at = { owner, repo, repositoryId };
  const search = await findArtifact(octokit, { ...at, name, githubRunId }, signal);
  if (search.kind === 'none') return;
  const { artifact } = search;
  await takeIn(deps, { ...at, orgId, octokit, runId: run.id, githubRunAttempt, artifact }, signal);
}

async function ingestUnknown(
  deps: IngestDeps,
  orgId: number,
  { repositoryId, artifactId }: ArtifactRef,
  signal: AbortSignal,
): Promise<void> {
  const repository = await deps.database.inOrganization(orgId, async (tx) =>
    findRepository(tx, orgId, repositoryId),
  );
  const octokit = await deps.github.forRepository({ orgId, repositoryId });
  if (octokit === null || repository?.isEnrolled !== true) return;
  const [owner = '', repo = ''] = repository.fullName.split('/');
  const at = { owner, repo, repositoryId };
  const search = await getArtifact(octokit, { ...at, artifactId }, signal);
  const run = search.kind === 'found' ? runOfArtifact(search.artifact.name) : null;
  if (search.kind === 'none' || run === null) return;
  const from = {
    ...at,
    orgId,
    octokit,
    runId: run.id,
    githubRunAttempt: run.attempt,
    artifact: search.artifact,
  };
  const taken = await takeIn(deps, from, signal);
  if (taken.kind === 'unknown run')
    throw new TaskFailure(
      `The artifact ${search.artifact.name} does not say what its run was; it is left alone.`,
      {
        means: 'final',
      },
    );
}
