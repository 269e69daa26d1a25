import type { Octokit } from '@octokit/rest';
import type { RunOfGitHub } from '../../store/run-retries.ts';
import { statusOf } from '../github-refusal.ts';
import { placeOf } from '../retried-run.ts';

/** What GitHub says became of a run's job. `conclusion`: success, failure, cancelled, timed_out … or `deleted`. */
export type JobState =
  | { readonly kind: 'under way' }
  | { readonly kind: 'over'; readonly conclusion: string };

type JobPlace = Pick<RunOfGitHub, 'repository' | 'githubRunId' | 'githubRunAttempt'>;

interface Job {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
}

export async function jobOfRun(octokit: Octokit, run: RunOfGitHub, signal: AbortSignal): Promise<JobState> {
  try {
    const jobs = await octokit.paginate(octokit.rest.actions.listJobsForWorkflowRunAttempt, {
      ...placeOf(run),
      attempt_number: run.githubRunAttempt,
      per_page: 100,
      request: { signal },
    });
    return verdict(jobs, run.github.job ?? '');
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 410) return { kind: 'over', conclusion: 'deleted' };
    throw error;
  }
}

/** How many jobs the attempt had; 0: GitHub knows of no such attempt. */
export async function countJobs(octokit: Octokit, run: JobPlace, signal: AbortSignal): Promise<number> {
  try {
    const attempt = { ...placeOf(run), attempt_number: run.githubRunAttempt };
    const { data } = await octokit.rest.actions.listJobsForWorkflowRunAttempt({
      ...attempt,
      per_page: 1,
      request: { signal },
    });
    return data.total_count;
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 410) return 0;
    throw error;
  }
}

/**
 * The runner tells an action its job's key, and GitHub's API its name, which a matrix, a reusable workflow or `name:` makes another. Where
 * no name fits, it may be any of them: it is over when all are.
 */
function verdict(all: readonly Job[], key: string): JobState {
  const fitting = key === '' ? [] : all.filter(({ name }) => fits(name, key));
  const jobs = fitting.length > 0 ? fitting : all;
  if (jobs.some(({ status }) => status !== 'completed')) return { kind: 'under way' };
  const worst =
    jobs.find(({ conclusion }) => conclusion !== 'success' && conclusion !== 'skipped') ?? jobs[0];
  return { kind: 'over', conclusion: worst?.conclusion ?? 'deleted' };
}

/** `review`, `review (20, ubuntu)`, `caller / review` */
function fits(name: string, key: string): boolean {
  const last = name.split(' / ').at(-1) ?? name;
  return last === key || last.startsWith(`${key} (`);
}
