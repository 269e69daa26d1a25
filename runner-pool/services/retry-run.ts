import type { Octokit } from '@octokit/rest';
import { isOver } from '../history/is-over.ts';
import { beginRetry, endRetry, findRunOfGitHub, type RunOfGitHub } from '../store/run-retries.ts';
import { TaskFailure } from '../task-failure.ts';
import { dispatchAgain } from './dispatch-again.ts';
import { statusOf, textOf } from './github-refusal.ts';
import { isProven, notProven } from './proof.ts';
import { noPermission, placeOf, type RetryDeps } from './retried-run.ts';
import { differences, workflowRunOf } from './workflow-run-of.ts';

/** GitHub's own limits of a re-run. */
const oldestMs = 30 * 24 * 3_600_000;
const mostAttempts = 50;

/**
 * Has GitHub run again what failed: the failed jobs of the same workflow run, or, where that cannot be, another dispatch of its
 * workflow. At most once for each run, whatever answer is lost; and only where it is the workflow run that the run said it is of.
 */
export async function retryRun(
  deps: RetryDeps,
  { orgId, ref }: { readonly orgId: number; readonly ref: string },
  signal: AbortSignal,
): Promise<void> {
  const run = await deps.database.inOrganization(orgId, async (tx) => findRunOfGitHub(tx, orgId, ref));
  if (run === null || run.retryDoneAt !== null || !hasFailed(run)) return;
  if (!isProven(run) && run.retryAskedAt === null) throw new TaskFailure(notProven, { means: 'final' });
  const octokit = await deps.github.forRepository({ orgId, repositoryId: run.repositoryId });
  if (octokit === null) throw noApp(run);
  const now = await workflowRunOf(octokit, run, signal);
  const differ = differences(run, now);
  if (differ.length > 0) throw notTheSame(run, differ);
  const done = async (attempt: number): Promise<void> =>
    deps.database.inOrganization(orgId, async (tx) =>
      endRetry(tx, { orgId, runId: run.id, means: 're-run' }, { githubRunId: run.githubRunId, attempt }),
    );
  // By whomever: a person, another job of this workflow run, or we, and the answer was lost.
  if (now.attempt > run.githubRunAttempt) return done(now.attempt);
  if (now.status !== 'completed')
    throw new TaskFailure(
      `Workflow run ${run.githubRunId} goes on (${now.status}): it can be re-run once it ended.`,
      {
        means: 'later',
      },
    );
  const isTooOld = deps.clock() - Date.parse(now.createdAt) > oldestMs;
  if (!isTooOld && now.attempt < mostAttempts && run.retryMeans !== 'dispatch') {
    await deps.database.inOrganization(orgId, async (tx) =>
      beginRetry(tx, { orgId, runId: run.id, means: 're-run' }),
    );
    if (await rerunFailedJobs(octokit, run, signal)) return done(run.githubRunAttempt + 1);
  }
  await dispatchAgain({ ...deps, octokit }, { orgId, run, now }, signal);
}

/** One that came back or succeeded since is left alone. */
function hasFailed({ state }: RunOfGitHub): boolean {
  return isOver(state) && state !== 'succeeded';
}

/** False where GitHub says that it cannot be re-run at all. */
async function rerunFailedJobs(octokit: Octokit, run: RunOfGitHub, signal: AbortSignal): Promise<boolean> {
  try {
    await octokit.rest.actions.reRunWorkflowFailedJobs({ ...placeOf(run), request: { signal } });
    return true;
  } catch (error) {
    const status = statusOf(error);
    const text = textOf(error);
    if (status === 403 && /already running/i.test(text))
      throw new TaskFailure(`Workflow run ${run.githubRunId}: ${text}`, { means: 'later', cause: error });
    if (status === 403 && /not accessible|must have/i.test(text)) throw noPermission(run, error);
    if ([403, 409, 422].includes(status) && /retr(y|ied)|re-?run/i.test(text)) return false;
    throw error;
  }
}

function notTheSame(run: RunOfGitHub, differ: readonly string[]): TaskFailure {
  return new TaskFailure(
    `Of workflow run ${run.githubRunId} GitHub says otherwise than the run did about: ${differ.join(', ')}. It is left alone; look at who admitted the run (${run.admittedAs}).`,
    { means: 'final' },
  );
}

function noApp(run: RunOfGitHub): TaskFailure {
  return new TaskFailure(
    `There is no GitHub App for ${run.repository}, so that nothing can be re-run. Set GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY and install the App there with "Actions: write", then retry; or re-run workflow run ${run.githubRunId} by hand.`,
    { means: 'final' },
  );
}
