import type { PullRequest } from '../pull-request.ts';
import type { Repository } from '../repository.ts';
import type { User } from '../user.ts';
import { type JobConclusion, newJob } from './job.ts';
import { newAttempt, WorkflowRun } from './workflow-run.ts';

export interface NewRun {
  readonly id?: number;
  readonly name?: string;
  /** The workflow file; `.github/workflows/review.yml` if left out. */
  readonly path?: string;
  readonly event?: string;
  /** Whose head the run is about, instead of naming branch and repository. */
  readonly pullRequest?: PullRequest;
  readonly headBranch?: string;
  readonly headSha?: string;
  readonly headRepository?: Repository;
  readonly actor?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** Names of its jobs; one called `review` if left out. */
  readonly jobs?: readonly string[];
  /** Attempts before this one are there too, each of them a failure. */
  readonly attempt?: number;
  readonly status?: 'queued' | 'in_progress' | 'completed';
  readonly conclusion?: JobConclusion | null;
}

const DEFAULT_WORKFLOW = '.github/workflows/review.yml';

export async function startRun(repository: Repository, options: NewRun): Promise<WorkflowRun> {
  const { world } = repository;
  const run = new WorkflowRun(repository, {
    id: options.id ?? world.nextId() + 12_000_000_000,
    number: repository.runs.length + 1,
    name: options.name ?? 'Review',
    event: options.event ?? 'pull_request',
    path: options.path ?? DEFAULT_WORKFLOW,
    ...(await headOf(repository, options)),
    actor: actorOf(repository, options),
    inputs: options.inputs ?? null,
    createdAt: world.now(),
  });
  const jobs = (options.jobs ?? ['review']).map((name) => newJob(world, { name, labels: ['ubuntu-latest'] }));
  run.attempts.push(newAttempt(world, { number: 1, jobs, triggeredBy: run.facts.actor }));
  while (run.attempt < (options.attempt ?? 1)) {
    run.finish('failure');
    run.addAttempt(() => true, run.facts.actor);
  }
  const status = options.status ?? 'in_progress';
  if (status !== 'queued') run.begin();
  if (status === 'completed') run.finish(options.conclusion ?? 'success');
  repository.runs.push(run);
  return run;
}

async function headOf(
  repository: Repository,
  { pullRequest, ...options }: NewRun,
): Promise<{ headBranch: string; headSha: string; headRepositoryId: number }> {
  const from = options.headRepository ?? pullRequest?.headRepository ?? repository;
  const headBranch = options.headBranch ?? pullRequest?.headRef ?? from.defaultBranch;
  const headSha = options.headSha ?? pullRequest?.headSha ?? (await from.branchSha(headBranch));
  return { headBranch, headSha: headSha ?? '0'.repeat(40), headRepositoryId: from.id };
}

function actorOf(repository: Repository, options: NewRun): User {
  if (options.actor !== undefined) return repository.world.userOrNew(options.actor);
  return options.pullRequest?.author ?? repository.owner;
}
