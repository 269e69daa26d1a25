import { randomUUID } from 'node:crypto';
import type { WorkflowRun } from '../actions/workflow-run.ts';
import type { PullRequest } from '../pull-request.ts';
import type { Repository } from '../repository.ts';

export interface JobIdentity {
  readonly environment?: string;
  /** The reusable workflow that the job is in, `owner/repo/path@ref`; the run's own workflow if left out. */
  readonly jobWorkflowRef?: string;
  readonly runnerEnvironment?: 'github-hosted' | 'self-hosted';
}

export type Claims = Record<string, unknown>;

const LIFETIME_SECONDS = 300;
/** GitHub's tokens are valid from ten minutes ago, so that a clock that is late does not matter. */
const BACKDATED_SECONDS = 600;

/** The claims of a job's token. All that is not a time is text, ids and numbers too. */
export function jobClaims(
  run: WorkflowRun,
  options: JobIdentity & { readonly audience?: string } = {},
): Claims {
  const { facts, attempt, repository } = run;
  const { owner, world } = repository;
  const place = placeOf(run);
  const workflowRef = `${repository.fullName}/${facts.path}@${place.ref}`;
  const now = Math.floor(Date.now() / 1000);
  const { environment } = options;
  return {
    jti: randomUUID(),
    sub: `repo:${repository.fullName}:${subjectOf(facts.event, place.ref, environment)}`,
    aud: options.audience ?? `${world.urls.server}/${owner.login}`,
    ...place,
    repository: repository.fullName,
    repository_id: String(repository.id),
    repository_owner: owner.login,
    repository_owner_id: String(owner.id),
    repository_visibility: repository.private ? 'private' : 'public',
    run_id: String(facts.id),
    run_number: String(facts.number),
    run_attempt: String(attempt),
    actor: facts.actor.login,
    actor_id: String(facts.actor.id),
    workflow: facts.name,
    workflow_ref: workflowRef,
    workflow_sha: place.sha,
    job_workflow_ref: options.jobWorkflowRef ?? workflowRef,
    job_workflow_sha: place.sha,
    event_name: facts.event,
    ref_type: 'branch',
    ref_protected: 'false',
    runner_environment: options.runnerEnvironment ?? 'github-hosted',
    ...(environment === undefined ? {} : { environment }),
    iss: world.oidc.issuer,
    nbf: now - BACKDATED_SECONDS,
    iat: now,
    exp: now + LIFETIME_SECONDS,
  };
}

/** Where a run takes place: on a pull request's merge, on its base with pull_request_target, else on a branch. */
function placeOf({ repository, facts }: WorkflowRun): {
  ref: string;
  sha: string;
  base_ref: string;
  head_ref: string;
} {
  if (!isAboutPullRequest(facts.event)) {
    return { ref: `refs/heads/${facts.headBranch}`, sha: facts.headSha, base_ref: '', head_ref: '' };
  }
  const pull = pullRequestOf(repository, facts);
  const names = { base_ref: pull.baseRef, head_ref: pull.headRef };
  return facts.event === 'pull_request_target'
    ? { ref: `refs/heads/${pull.baseRef}`, sha: pull.baseSha, ...names }
    : { ref: `refs/pull/${pull.number}/merge`, sha: pull.mergeSha ?? pull.headSha, ...names };
}

function isAboutPullRequest(event: string): boolean {
  return event === 'pull_request' || event === 'pull_request_target';
}

function pullRequestOf(repository: Repository, facts: WorkflowRun['facts']): PullRequest {
  const pull = repository.pullRequests.find(
    (one) => one.headRef === facts.headBranch && one.headRepository.id === facts.headRepositoryId,
  );
  if (pull !== undefined) return pull;
  throw new Error(
    `No pull request of ${repository.fullName} comes from ${facts.headBranch}, as run ${facts.id} of ${facts.event} ` +
      "says. Open it first, or start the run with { event: 'push' }.",
  );
}

function subjectOf(event: string, ref: string, environment: string | undefined): string {
  if (environment !== undefined) return `environment:${encodeURIComponent(environment)}`;
  return event === 'pull_request' ? 'pull_request' : `ref:${ref}`;
}
