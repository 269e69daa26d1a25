import type { RunAttempt, WorkflowRun } from '../actions/workflow-run.ts';
import type { Repository } from '../repository.ts';
import { githubActions, nodeId } from '../user.ts';
import { minimalRepositoryShape } from './repository-shape.ts';
import { type Shape, userShape } from './user-shape.ts';

/** A run as it is today, or as an earlier attempt left it. */
export function runShape(repository: Repository, run: WorkflowRun, of: RunAttempt = run.current): Shape {
  const { world } = repository;
  const { facts } = run;
  const api = `${world.urls.api}/repos/${repository.fullName}`;
  const url = `${api}/actions/runs/${run.id}`;
  const head = world.repositories.find((candidate) => candidate.id === facts.headRepositoryId) ?? repository;
  const workflowId = repository.workflowId(facts.path);
  const previous = of.number > 1 ? `${url}/attempts/${of.number - 1}` : null;
  return {
    id: run.id,
    name: facts.name,
    node_id: nodeId('WFR', run.id),
    head_branch: facts.headBranch,
    head_sha: facts.headSha,
    path: facts.path,
    display_title: facts.name,
    run_number: facts.number,
    run_attempt: of.number,
    event: facts.event,
    status: of.status,
    conclusion: of.conclusion,
    workflow_id: workflowId,
    check_suite_id: run.id + 1,
    check_suite_node_id: nodeId('CS', run.id + 1),
    url,
    html_url: `${world.urls.server}/${repository.fullName}/actions/runs/${run.id}`,
    pull_requests: pullsOf(repository, run),
    created_at: facts.createdAt,
    updated_at: of.updatedAt,
    run_started_at: of.startedAt,
    actor: userShape(world, facts.actor),
    triggering_actor: userShape(world, of.triggeredBy),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.id + 1}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: previous,
    workflow_url: `${api}/actions/workflows/${workflowId}`,
    head_commit: {
      id: facts.headSha,
      tree_id: facts.headSha,
      message: facts.name,
      timestamp: facts.createdAt,
      author: { name: githubActions.login, email: 'noreply@github.com' },
      committer: { name: githubActions.login, email: 'noreply@github.com' },
    },
    repository: minimalRepositoryShape(repository),
    head_repository: minimalRepositoryShape(head),
  };
}

/** Open pull requests from the run's branch, in the same repository: GitHub lists none from a fork. */
function pullsOf(repository: Repository, run: WorkflowRun): Shape[] {
  if (run.facts.headRepositoryId !== repository.id) return [];
  const { id, name } = repository;
  const repo = { id, url: `${repository.world.urls.api}/repos/${repository.fullName}`, name };
  return repository.pullRequests
    .filter(
      (pull) =>
        pull.state === 'open' && pull.headRef === run.facts.headBranch && pull.headRepository === repository,
    )
    .map((pull) => ({
      id: pull.id,
      number: pull.number,
      url: `${repo.url}/pulls/${pull.number}`,
      head: { ref: pull.headRef, sha: pull.headSha, repo },
      base: { ref: pull.baseRef, sha: pull.baseSha, repo },
    }));
}
