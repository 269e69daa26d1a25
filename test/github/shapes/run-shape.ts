import type { Artifact, WorkflowRun } from '../records.ts';
import type { Repository } from '../repository.ts';
import { githubActions, nodeId } from '../user.ts';
import { minimalRepositoryShape } from './repository-shape.ts';
import { type Shape, userShape } from './user-shape.ts';

export function runShape(repository: Repository, run: WorkflowRun): Shape {
  const { world } = repository;
  const api = `${world.urls.api}/repos/${repository.fullName}`;
  const url = `${api}/actions/runs/${run.id}`;
  const head = world.repositories.find((candidate) => candidate.id === run.headRepositoryId) ?? repository;
  const actor = userShape(world, repository.owner);
  const workflow = `${api}/actions/workflows/${repository.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WFR', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: '.github/workflows/review.yml',
    display_title: run.name,
    run_number: repository.runs.indexOf(run) + 1,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: repository.id,
    check_suite_id: run.id + 1,
    check_suite_node_id: nodeId('CS', run.id + 1),
    url,
    html_url: `${world.urls.server}/${repository.fullName}/actions/runs/${run.id}`,
    pull_requests: pullsOf(repository, run),
    created_at: run.createdAt,
    updated_at: run.createdAt,
    run_started_at: run.createdAt,
    actor,
    triggering_actor: actor,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.id + 1}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: workflow,
    head_commit: {
      id: run.headSha,
      tree_id: run.headSha,
      message: run.name,
      timestamp: run.createdAt,
      author: { name: githubActions.login, email: 'noreply@github.com' },
      committer: { name: githubActions.login, email: 'noreply@github.com' },
    },
    repository: minimalRepositoryShape(repository),
    head_repository: minimalRepositoryShape(head),
  };
}

/** Open pull requests from the run's branch, in the same repository: GitHub lists none from a fork. */
function pullsOf(repository: Repository, run: WorkflowRun): Shape[] {
  if (run.headRepositoryId !== repository.id) return [];
  const { id, name } = repository;
  const repo = { id, url: `${repository.world.urls.api}/repos/${repository.fullName}`, name };
  return repository.pullRequests
    .filter(
      (pull) =>
        pull.state === 'open' && pull.headRef === run.headBranch && pull.headRepository === repository,
    )
    .map((pull) => ({
      id: pull.id,
      number: pull.number,
      url: `${repo.url}/pulls/${pull.number}`,
      head: { ref: pull.headRef, sha: pull.headSha, repo },
      base: { ref: pull.baseRef, sha: pull.baseSha, repo },
    }));
}

export function artifactShape(repository: Repository, artifact: Artifact): Shape {
  const url = `${repository.world.urls.api}/repos/${repository.fullName}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    node_id: nodeId('MDg6QXJ0aWZhY3Q', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.content?.length ?? 0,
    url,
    archive_download_url: `${url}/zip`,
    expired: Date.parse(artifact.expiresAt) < Date.now(),
    digest: artifact.digest,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: artifact.expiresAt,
    workflow_run: {
      id: artifact.run.id,
      repository_id: repository.id,
      head_repository_id: artifact.run.headRepositoryId,
      head_branch: artifact.run.headBranch,
      head_sha: artifact.run.headSha,
    },
  };
}
