import type { World } from '../world.ts';
import type { RunStatus } from './workflow-run.ts';

export type JobConclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required';

export interface Job {
  readonly id: number;
  readonly name: string;
  readonly labels: readonly string[];
  readonly createdAt: string;
  startedAt: string;
  completedAt: string | null;
  runnerName: string | null;
  status: RunStatus;
  conclusion: JobConclusion | null;
}

export function newJob(world: World, of: Pick<Job, 'name' | 'labels'>): Job {
  const at = world.now();
  return {
    id: world.nextId(),
    name: of.name,
    labels: of.labels,
    createdAt: at,
    startedAt: at,
    completedAt: null,
    runnerName: null,
    status: 'queued',
    conclusion: null,
  };
}

export function finishJob(job: Job, conclusion: JobConclusion, at: string): void {
  Object.assign(job, { status: 'completed', conclusion, completedAt: at });
}

/** What "Re-run failed jobs" runs again. */
export function isFailed(job: Job): boolean {
  return job.conclusion === 'failure' || job.conclusion === 'cancelled' || job.conclusion === 'timed_out';
}
