import type { Octokit } from '@octokit/rest';
import { isReconciled } from '../store/attempts.ts';
import { addTask } from '../store/outbox.ts';
import { findRunOfGitHub, type RunOfGitHub } from '../store/run-retries.ts';
import { TaskFailure } from '../task-failure.ts';
import { artifactName } from './artifacts/artifact-name.ts';
import { closeLost } from './artifacts/close-lost.ts';
import { findArtifact } from './artifacts/find-artifact.ts';
import { jobOfRun } from './artifacts/job-of-run.ts';
import { takeIn } from './artifacts/take-in.ts';
import type { IngestDeps } from './ingest-artifact.ts';
import { placeOf } from './retried-run.ts';

interface Task {
  readonly orgId: number;
  readonly ref: string;
}

/** Between two looks at a job that goes on though its run is not heard of: half of how long that is, within these. */
const soonestMs = 30_000;
const latestMs = 10 * 60_000;

/**
 * Finds out what became of a run that is not heard of, or whose job is over: goes on, ended (its artifact tells how), or lost for
 * good, which is then run again where the policy says so.
 */
export async function reconcileRun(
  deps: IngestDeps,
  { orgId, ref }: Task,
  signal: AbortSignal,
): Promise<void> {
  const run = await deps.database.inOrganization(orgId, async (tx) =>
    (await isReconciled(tx, orgId, ref)) ? null : findRunOfGitHub(tx, orgId, ref),
  );
  if (run === null || !isOpen(run)) return;
  const octokit = await deps.github.forRepository({ orgId, repositoryId: run.repositoryId });
  if (octokit === null) {
    // One that is heard of needs no GitHub.
    if (run.state !== 'lost') return;
    const why = `Lost: it was not heard of any more. What became of its job is not known: ${whyNotAsked(deps)}.`;
    return closeLost(deps, { orgId, runId: run.id, conclusion: 'unknown', why });
  }
  const job = await jobOfRun(octokit, run, signal);
  if (job.kind === 'under way') return run.state === 'lost' ? lookAgain(deps, orgId, run) : undefined;
  const missing = await takeInFrom(deps, octokit, { orgId, run }, signal);
  if (missing === null) return;
  const why = `Lost: its job on GitHub ended (${job.conclusion}), and ${missing}.`;
  await closeLost(deps, { orgId, runId: run.id, conclusion: job.conclusion, why });
}

/** Nobody is to install an App that is not configured. */
const whyNotAsked = ({ github }: Pick<IngestDeps, 'github'>): string =>
  github.asApp() === null
    ? 'no GitHub App is configured (GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY)'
    : 'the GitHub App is not installed there';

const isOpen = ({ state }: RunOfGitHub): boolean =>
  state === 'requested' || state === 'running' || state === 'lost';

async function lookAgain({ database, clock }: IngestDeps, orgId: number, run: RunOfGitHub): Promise<void> {
  const silentMs = clock() - Date.parse(run.heartbeatAt);
  const delayMs = Math.min(Math.max(silentMs / 2, soonestMs), latestMs);
  const runAfter = new Date(clock() + delayMs).toISOString();
  await database.inOrganization(orgId, async (tx) =>
    addTask(tx, { orgId, kind: 'reconcile-run', ref: run.id, runAfter }),
  );
}

/** Null: the artifact told how it ended. Else what is wrong with it. */
async function takeInFrom(
  deps: IngestDeps,
  octokit: Octokit,
  { orgId, run }: { readonly orgId: number; readonly run: RunOfGitHub },
  signal: AbortSignal,
): Promise<string | null> {
  const { owner, repo, run_id: githubRunId } = placeOf(run);
  const { repositoryId, githubRunAttempt } = run;
  const name = artifactName({ ...run, attempt: githubRunAttempt });
  const at = { owner, repo, repositoryId };
  const search = await findArtifact(octokit, { ...at, name, githubRunId }, signal);
  if (search.kind === 'none') return search.why;
  try {
    const { artifact } = search;
    const taken = await takeIn(
      deps,
      { ...at, orgId, octokit, runId: run.id, githubRunAttempt, artifact },
      signal,
    );
    return taken.kind === 'taken in' ? null : 'its artifact has no report of it';
  } catch (error) {
    if (!(error instanceof TaskFailure) || error.means !== 'final') throw error;
    deps.log.warn({ orgId, runId: run.id, err: error }, 'the artifact of a lost run is of no use');
    return 'its artifact is of no use';
  }
}
