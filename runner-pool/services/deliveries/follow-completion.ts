import type { Database } from '../../database/database.ts';
import type { GitHubAccess } from '../../github/access.ts';
import { type AttemptRef, type RunOfAttempt, runsOfAttempt } from '../../store/attempts.ts';
import { addTask, type TaskKind } from '../../store/outbox.ts';
import { findRepository } from '../../store/repositories.ts';
import { runOfArtifact } from '../artifacts/artifact-name.ts';
import { artifactRef } from '../artifacts/artifact-ref.ts';

export interface CompletedDeps {
  readonly database: Pick<Database, 'inOrganization'>;
  readonly github: GitHubAccess;
  readonly tasks: { readonly nudge: () => void };
}

/** `isWhole`: all jobs of the attempt are over. */
export type Completed = AttemptRef & { readonly isWhole: boolean };

/** A job or a workflow run is over: so are its runs, whatever was heard of them, and their journals are in their artifacts. */
export async function followCompletion(
  deps: CompletedDeps,
  completed: Completed,
  signal: AbortSignal,
): Promise<void> {
  const { orgId, repositoryId } = completed;
  const { known, repository } = await deps.database.inOrganization(orgId, async (tx) => {
    const runs = await runsOfAttempt(tx, completed);
    for (const run of runs) {
      const kind = dueFor(run);
      if (kind !== null) await addTask(tx, { orgId, kind, ref: run.id });
    }
    return { known: runs, repository: await findRepository(tx, orgId, repositoryId) };
  });
  if (completed.isWhole && repository?.isEnrolled === true)
    await findUnknown(deps, completed, { fullName: repository.fullName, known }, signal);
  deps.tasks.nudge();
}

function dueFor({ state, isIncomplete }: RunOfAttempt): TaskKind | null {
  if (state === 'requested' || state === 'running' || state === 'lost') return 'reconcile-run';
  return isIncomplete ? 'ingest-artifact' : null;
}

/** A workflow has 256 jobs of a matrix, and whatever else it uploads. */
const mostArtifacts = 2_000;

/** Runs that were never heard of, since the coordinator was away for all of their life. */
async function findUnknown(
  { database, github }: CompletedDeps,
  { orgId, repositoryId, githubRunId }: Completed,
  { fullName, known }: { readonly fullName: string; readonly known: readonly RunOfAttempt[] },
  signal: AbortSignal,
): Promise<void> {
  const octokit = await github.forRepository({ orgId, repositoryId });
  if (octokit === null) return;
  const [owner = '', repo = ''] = fullName.split('/');
  const at = { owner, repo, run_id: githubRunId, per_page: 100, request: { signal } };
  const pages = octokit.paginate.iterator(octokit.rest.actions.listWorkflowRunArtifacts, at);
  const unknown: { readonly id: number }[] = [];
  let seen = 0;
  for await (const { data } of pages) {
    for (const { id, name, expired } of data) {
      const run = runOfArtifact(name);
      if (run !== null && !expired && !known.some((one) => one.id === run.id)) unknown.push({ id });
    }
    seen += data.length;
    if (seen >= mostArtifacts) break;
  }
  if (unknown.length === 0) return;
  await database.inOrganization(orgId, async (tx) => {
    for (const { id } of unknown)
      await addTask(tx, {
        orgId,
        kind: 'ingest-artifact',
        ref: artifactRef({ repositoryId, artifactId: id }),
      });
  });
}
