import type { User } from '../user.ts';
import { isFailed, type Job } from './job.ts';
import type { WorkflowRun } from './workflow-run.ts';

export type RerunScope =
  | { readonly kind: 're-run' }
  | { readonly kind: 're-run failed jobs' }
  | { readonly kind: 're-run job'; readonly job: Job };

const OLDEST_MS = 30 * 24 * 3600 * 1000;
const MOST_ATTEMPTS = 50;

/** Starts another attempt, or says in GitHub's words why not. */
export function rerun(run: WorkflowRun, scope: RerunScope, by: User): string | null {
  const refusal = refusalOf(run, scope);
  if (refusal !== null) return refusal;
  const again: (job: Job) => boolean =
    scope.kind === 're-run'
      ? () => true
      : scope.kind === 're-run job'
        ? (job) => job === scope.job
        : isFailed;
  run.requests.push({ kind: scope.kind, by: by.login, attempt: run.attempt });
  run.addAttempt(again, by);
  return null;
}

function refusalOf(run: WorkflowRun, scope: RerunScope): string | null {
  if (run.status !== 'completed') {
    return scope.kind === 're-run job'
      ? 'The workflow run containing this job is already running'
      : 'This workflow is already running';
  }
  if (Date.now() - Date.parse(run.facts.createdAt) > OLDEST_MS) {
    return 'Unable to retry this workflow run because it was created over a month ago';
  }
  if (run.attempt >= MOST_ATTEMPTS)
    return 'This workflow run cannot be retried: it reached its limit of 50 attempts';
  if (scope.kind === 're-run failed jobs' && !run.current.jobs.some(isFailed)) {
    return 'This workflow run cannot be retried: it has no failed jobs';
  }
  if (scope.kind === 're-run job' && !run.current.jobs.includes(scope.job)) {
    return 'This job cannot be retried: it is not of the latest attempt';
  }
  return null;
}

/**
 * Asks for a run to be cancelled. What is queued ends at once; what a runner has taken goes on until the test lets it end
 * (`run.finish('cancelled')`), as a job that is told to stop does.
 */
export function cancel(run: WorkflowRun, by: User): string | null {
  if (run.status === 'completed') return 'Cannot cancel a workflow run that is completed.';
  run.requests.push({ kind: 'cancel', by: by.login, attempt: run.attempt });
  if (run.status !== 'in_progress') run.finish('cancelled');
  return null;
}
