import type { Job } from '../actions/job.ts';
import type { WorkflowRun } from '../actions/workflow-run.ts';
import type { Discussion, IssueComment } from '../records.ts';
import type { Repository } from '../repository.ts';
import { issueCommentShape, issueShape } from '../shapes/issue-shape.ts';
import { jobShape } from '../shapes/job-shape.ts';
import { repositoryShape } from '../shapes/repository-shape.ts';
import { runShape } from '../shapes/run-shape.ts';
import { userShape } from '../shapes/user-shape.ts';
import type { User } from '../user.ts';
import { examplePayload } from './examples.ts';

type Payload = Record<string, unknown>;

/** Whose repository an event is from and who caused it; a workflow's payload has no `installation`. */
export function addressed(repository: Repository, sender: User, example: Payload): Payload {
  const owner = userShape(repository.world, repository.owner);
  const inOrganization = repository.owner.type === 'Organization';
  const { id, node_id, url } = owner;
  return {
    repository: { ...(example['repository'] as object), ...repositoryShape(repository) },
    sender: userShape(repository.world, sender),
    organization: inOrganization ? { login: repository.owner.login, id, node_id, url } : undefined,
    installation: undefined,
  };
}

export function issuePayload(on: Discussion & { readonly repository: Repository }, action: string): Payload {
  const example = examplePayload('issues', action);
  const issue = { ...(example['issue'] as object), ...issueShape(on.repository, on) };
  return { ...example, action, issue, ...addressed(on.repository, on.author, example) };
}

export function issueCommentPayload(
  repository: Repository,
  on: Discussion,
  comment: IssueComment,
  action: string,
): Payload {
  const example = examplePayload('issue_comment', action);
  return {
    ...example,
    action,
    issue: { ...(example['issue'] as object), ...issueShape(repository, on) },
    comment: { ...(example['comment'] as object), ...issueCommentShape(repository, on, comment) },
    ...addressed(repository, comment.user, example),
  };
}

export function workflowRunPayload(repository: Repository, run: WorkflowRun, action: string): Payload {
  const example = examplePayload('workflow_run', action);
  return {
    ...example,
    action,
    workflow_run: { ...(example['workflow_run'] as object), ...runShape(repository, run) },
    ...addressed(repository, repository.owner, example),
  };
}

export function workflowJobPayload(run: WorkflowRun, job: Job, action: string): Payload {
  const example = examplePayload('workflow_job', action);
  const attempt = run.attempts.find(({ jobs }) => jobs.includes(job)) ?? run.current;
  const shape = jobShape(run.repository, { run, attempt, job });
  return {
    ...example,
    action,
    workflow_job: { ...(example['workflow_job'] as object), ...shape },
    ...addressed(run.repository, run.facts.actor, example),
  };
}

export function workflowDispatchPayload(
  repository: Repository,
  inputs: Readonly<Record<string, string>>,
): Payload {
  const example = examplePayload('workflow_dispatch', null);
  const where = { ref: `refs/heads/${repository.defaultBranch}`, workflow: '.github/workflows/review.yml' };
  return { ...example, inputs, ...where, ...addressed(repository, repository.owner, example) };
}

export function dispatchPayload(
  repository: Repository,
  type: string,
  clientPayload: Readonly<Payload>,
): Payload {
  const example = examplePayload('repository_dispatch', null);
  const what = { action: type, branch: repository.defaultBranch, client_payload: clientPayload };
  return { ...example, ...what, ...addressed(repository, repository.owner, example) };
}

/** A scheduled run's whole payload is its cron line; the runner adds nothing else. */
export function schedulePayload(repository: Repository, cron: string): Payload {
  return {
    schedule: cron,
    workflow: '.github/workflows/review.yml',
    repository: repositoryShape(repository),
  };
}
