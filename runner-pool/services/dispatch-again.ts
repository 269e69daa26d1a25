import type { Octokit } from '@octokit/rest';
import { beginRetry, dispatchedAlready, endRetry, type RunOfGitHub } from '../store/run-retries.ts';
import { TaskFailure } from '../task-failure.ts';
import { statusOf, textOf } from './github-refusal.ts';
import { noPermission, placeOf, type RetryDeps } from './retried-run.ts';
import type { WorkflowRunFacts } from './workflow-run-of.ts';

interface Work {
  readonly orgId: number;
  readonly run: RunOfGitHub;
  readonly now: WorkflowRunFacts;
}

/** Clocks differ by less. */
const skewMs = 60_000;

/**
 * Dispatches the workflow of a dispatched run once more, where GitHub says that it was dispatched. Its inputs nobody but the run itself
 * tells of (no API of GitHub's does, nor a claim of OIDC): they are given only where somebody asked for it, who could see them.
 */
export async function dispatchAgain(
  deps: RetryDeps & { readonly octokit: Octokit },
  { orgId, run, now }: Work,
  signal: AbortSignal,
): Promise<void> {
  if (now.event !== 'workflow_dispatch')
    throw new TaskFailure(
      `Workflow run ${run.githubRunId} cannot be re-run any more (GitHub allows it for 30 days and 50 attempts), and ${now.event} cannot be dispatched. Cause the event anew, for example by a push.`,
      { means: 'final' },
    );
  if (run.retryAskedAt === null && Object.keys(run.github.inputs ?? {}).length > 0)
    throw new TaskFailure(
      `Workflow run ${run.githubRunId} cannot be re-run any more, and is not dispatched with inputs that only the run itself told of. Look at its inputs, and retry by hand.`,
      { means: 'final' },
    );
  const key = { orgId, runId: run.id, means: 'dispatch' } as const;
  const { database, octokit } = deps;
  const end = async (githubRunId: number | null): Promise<void> =>
    database.inOrganization(orgId, async (tx) => endRetry(tx, key, { githubRunId, attempt: 1 }));
  if (run.retryMeans === 'dispatch' && run.retryBeganAt !== null) {
    const earlier = await findDispatched(deps, { orgId, run, now }, signal);
    if (earlier !== null) return end(earlier);
  }
  await database.inOrganization(orgId, async (tx) => beginRetry(tx, key));
  await end(await dispatch(octokit, { orgId, run, now }, signal));
}

/** The id of the new workflow run; null where this GitHub does not say it. */
async function dispatch(octokit: Octokit, { run, now }: Work, signal: AbortSignal): Promise<number | null> {
  const { owner, repo } = placeOf(run);
  try {
    const { data } = await octokit.request(
      'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
      {
        owner,
        repo,
        workflow_id: now.workflowId,
        ref: now.headBranch ?? '',
        inputs: { ...run.github.inputs },
        return_run_details: true,
        request: { signal },
      },
    );
    const made: unknown = (data as { readonly workflow_run_id?: unknown } | undefined)?.workflow_run_id;
    return typeof made === 'number' ? made : null;
  } catch (error) {
    if (statusOf(error) === 403 && /not accessible/i.test(textOf(error))) throw noPermission(run, error);
    if (![404, 422].includes(statusOf(error))) throw error;
    throw new TaskFailure(`The workflow cannot be dispatched again: ${textOf(error)}. Start it by hand.`, {
      means: 'final',
      cause: error,
    });
  }
}

/** A workflow run that our own earlier dispatch made, whose answer was lost. */
async function findDispatched(
  { database, octokit, github }: RetryDeps & { readonly octokit: Octokit },
  { orgId, run, now }: Work,
  signal: AbortSignal,
): Promise<number | null> {
  const { owner, repo } = placeOf(run);
  const self = await github.asApp()?.rest.apps.getAuthenticated({ request: { signal } });
  const since = new Date(Date.parse(run.retryBeganAt ?? '') - skewMs).toISOString();
  const { data } = await octokit.rest.actions.listWorkflowRuns({
    owner,
    repo,
    workflow_id: now.workflowId,
    event: 'workflow_dispatch',
    branch: now.headBranch ?? '',
    created: `>=${since.replace(/\.\d+Z$/, 'Z')}`,
    per_page: 100,
    request: { signal },
    ...(self?.data?.slug === undefined ? {} : { actor: `${self.data.slug}[bot]` }),
  });
  const ids = data.workflow_runs.map(({ id }) => id).filter((id) => id !== run.githubRunId);
  const others = await database.inOrganization(orgId, async (tx) => dispatchedAlready(tx, orgId, ids));
  return ids.find((id) => !others.has(id)) ?? null;
}
