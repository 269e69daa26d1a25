import type { Octokit } from '@octokit/rest';
import { beginRetry, dispatchedAlready, endRetry, type RunOfGitHub } from '../store/run-retries.ts';
import { TaskFailure } from '../task-failure.ts';
import { statusOf, textOf } from './github-refusal.ts';
import { noPermission, placeOf, type RetryDeps } from './retried-run.ts';

interface Work {
  readonly orgId: number;
  readonly run: RunOfGitHub;
  readonly workflowId: number;
}

/** Clocks differ by less. */
const skewMs = 60_000;

/** Dispatches the workflow of a dispatched run once more, with the inputs that it had. */
export async function dispatchAgain(
  deps: RetryDeps & { readonly octokit: Octokit },
  { orgId, run, workflowId }: Work,
  signal: AbortSignal,
): Promise<void> {
  if (run.github.event !== 'workflow_dispatch')
    throw new TaskFailure(
      `Workflow run ${run.githubRunId} cannot be re-run any more (GitHub allows it for 30 days and 50 attempts), and ${run.github.event} cannot be dispatched. Cause the event anew, for example by a push.`,
      { means: 'final' },
    );
  const key = { orgId, runId: run.id, means: 'dispatch' } as const;
  const { database, octokit } = deps;
  const end = async (githubRunId: number | null): Promise<void> =>
    database.inOrganization(orgId, async (tx) => endRetry(tx, key, { githubRunId, attempt: 1 }));
  if (run.retryMeans === 'dispatch' && run.retryBeganAt !== null) {
    const earlier = await findDispatched(deps, { orgId, run, workflowId }, signal);
    if (earlier !== null) return end(earlier);
  }
  await database.inOrganization(orgId, async (tx) => beginRetry(tx, key));
  await end(await dispatch(octokit, { orgId, run, workflowId }, signal));
}

/** The id of the new workflow run; null where this GitHub does not say it. */
async function dispatch(
  octokit: Octokit,
  { run, workflowId }: Work,
  signal: AbortSignal,
): Promise<number | null> {
  const { owner, repo } = placeOf(run);
  try {
    const { data } = await octokit.request(
      'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
      {
        owner,
        repo,
        workflow_id: workflowId,
        ref: branchOf(run),
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
  { orgId, run, workflowId }: Work,
  signal: AbortSignal,
): Promise<number | null> {
  const { owner, repo } = placeOf(run);
  const self = await github.asApp()?.rest.apps.getAuthenticated({ request: { signal } });
  const since = new Date(Date.parse(run.retryBeganAt ?? '') - skewMs).toISOString();
  const { data } = await octokit.rest.actions.listWorkflowRuns({
    owner,
    repo,
    workflow_id: workflowId,
    event: 'workflow_dispatch',
    branch: branchOf(run),
    created: `>=${since.replace(/\.\d+Z$/, 'Z')}`,
    per_page: 100,
    request: { signal },
    ...(self?.data?.slug === undefined ? {} : { actor: `${self.data.slug}[bot]` }),
  });
  const ids = data.workflow_runs.map(({ id }) => id).filter((id) => id !== run.githubRunId);
  const others = await database.inOrganization(orgId, async (tx) => dispatchedAlready(tx, orgId, ids));
  return ids.find((id) => !others.has(id)) ?? null;
}

const branchOf = ({ github }: RunOfGitHub): string => github.ref.replace(/^refs\/(heads|tags)\//, '');
