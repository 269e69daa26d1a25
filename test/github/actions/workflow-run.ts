import type { Repository } from '../repository.ts';
import type { User } from '../user.ts';
import type { World } from '../world.ts';
import { finishJob, isFailed, type Job, type JobConclusion, newJob } from './job.ts';

export type RunStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';

/** One execution of a run; a re-run adds another, with backend ids (and so artifact names) of its own. */
export interface RunAttempt {
  readonly number: number;
  readonly triggeredBy: User;
  readonly startedAt: string;
  readonly jobs: readonly Job[];
  readonly backendId: string;
  readonly jobBackendId: string;
  updatedAt: string;
  status: RunStatus;
  conclusion: string | null;
}

/** A re-run or a cancellation that somebody asked for and GitHub granted. */
export interface RunRequest {
  readonly kind: 're-run' | 're-run failed jobs' | 're-run job' | 'cancel';
  readonly by: string;
  /** The attempt that it was asked of. */
  readonly attempt: number;
}

export interface RunFacts {
  readonly id: number;
  readonly number: number;
  readonly name: string;
  readonly event: string;
  /** The workflow file. */
  readonly path: string;
  readonly headBranch: string;
  readonly headSha: string;
  readonly headRepositoryId: number;
  readonly actor: User;
  /** Of a workflow_dispatch. */
  readonly inputs: Readonly<Record<string, unknown>> | null;
  readonly createdAt: string;
}

/** A workflow run through all its attempts. What becomes of it is the test's to say: `begin`, `finish`, `finishJob`. */
export class WorkflowRun {
  readonly repository: Repository;
  readonly facts: RunFacts;
  readonly attempts: RunAttempt[] = [];
  /** Each granted request, so that a test can assert that there was exactly one. */
  readonly requests: RunRequest[] = [];

  constructor(repository: Repository, facts: RunFacts) {
    this.repository = repository;
    this.facts = facts;
  }

  get id(): number {
    return this.facts.id;
  }

  get current(): RunAttempt {
    const last = this.attempts.at(-1);
    if (last === undefined) throw new Error(`Run ${this.id} has no attempt.`);
    return last;
  }

  get attempt(): number {
    return this.current.number;
  }

  get status(): RunStatus {
    return this.current.status;
  }

  get conclusion(): string | null {
    return this.current.conclusion;
  }

  /** A job of the current attempt. */
  job(name: string): Job {
    const found = this.current.jobs.find((job) => job.name === name);
    if (found === undefined) {
      const known = this.current.jobs.map((job) => job.name).join(', ');
      throw new Error(`Run ${this.id} has no job ${name}; it has ${known}.`);
    }
    return found;
  }

  /** A runner took the jobs. */
  begin(): void {
    this.#set('in_progress', null);
    for (const job of this.current.jobs) {
      if (job.status === 'completed') continue;
      job.status = 'in_progress';
      job.runnerName = `GitHub Actions ${job.id % 1000}`;
      job.startedAt = this.repository.world.now();
    }
  }

  /** One job ended; with the last of them, the run ends too. */
  finishJob(name: string, conclusion: JobConclusion): void {
    finishJob(this.job(name), conclusion, this.repository.world.now());
    const { jobs } = this.current;
    if (jobs.some((job) => job.status !== 'completed')) return;
    const worst = jobs.find(isFailed) ?? jobs.find((job) => job.conclusion !== 'skipped');
    this.#set('completed', worst?.conclusion ?? 'skipped');
  }

  /** The run ended; so did the jobs that were still under way. */
  finish(conclusion: JobConclusion): void {
    for (const job of this.current.jobs) {
      if (job.status !== 'completed') finishJob(job, conclusion, this.repository.world.now());
    }
    this.#set('completed', conclusion);
  }

  /** Starts another attempt: the jobs named run again, the others keep what came of them. */
  addAttempt(again: (job: Job) => boolean, by: User): void {
    const jobs = this.current.jobs.map((job) =>
      again(job) ? newJob(this.repository.world, job) : { ...job, id: this.repository.world.nextId() },
    );
    this.attempts.push(
      newAttempt(this.repository.world, { number: this.attempt + 1, jobs, triggeredBy: by }),
    );
  }

  #set(status: RunStatus, conclusion: string | null): void {
    Object.assign(this.current, { status, conclusion, updatedAt: this.repository.world.now() });
  }
}

export function newAttempt(
  world: World,
  of: Pick<RunAttempt, 'number' | 'jobs' | 'triggeredBy'>,
): RunAttempt {
  const at = world.now();
  return {
    ...of,
    startedAt: at,
    updatedAt: at,
    backendId: crypto.randomUUID(),
    jobBackendId: crypto.randomUUID(),
    status: 'queued',
    conclusion: null,
  };
}
