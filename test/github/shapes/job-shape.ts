import type { Job } from '../actions/job.ts';
import type { RunAttempt, WorkflowRun } from '../actions/workflow-run.ts';
import type { Repository } from '../repository.ts';
import { nodeId } from '../user.ts';
import type { Shape } from './user-shape.ts';

export function jobShape(
  repository: Repository,
  from: { readonly run: WorkflowRun; readonly attempt: RunAttempt; readonly job: Job },
): Shape {
  const { run, attempt, job } = from;
  const api = `${repository.world.urls.api}/repos/${repository.fullName}`;
  const page = `${repository.world.urls.server}/${repository.fullName}`;
  const taken = job.runnerName !== null;
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.facts.name,
    head_branch: run.facts.headBranch,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: attempt.number,
    node_id: nodeId('CR', job.id),
    head_sha: run.facts.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${page}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: job.createdAt,
    started_at: job.startedAt,
    completed_at: job.completedAt,
    name: job.name,
    steps: [],
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: job.labels,
    runner_id: taken ? job.id % 1000 : null,
    runner_name: job.runnerName,
    runner_group_id: taken ? 0 : null,
    runner_group_name: taken ? 'GitHub Actions' : null,
  };
}
