import type { Octokit } from '@octokit/rest';
import type { RunOfGitHub } from '../store/run-retries.ts';
import { TaskFailure } from '../task-failure.ts';
import { statusOf } from './github-refusal.ts';
import { placeOf } from './retried-run.ts';

/** A workflow run as GitHub itself tells of it. */
export interface WorkflowRunFacts {
  readonly repositoryId: number;
  readonly id: number;
  readonly attempt: number;
  readonly event: string;
  readonly headSha: string;
  /** Of a branch or a tag; null where it is of neither. */
  readonly headBranch: string | null;
  readonly path: string;
  readonly actorId: number | null;
  readonly status: string;
  readonly createdAt: string;
  readonly workflowId: number;
}

export async function workflowRunOf(
  octokit: Octokit,
  run: Pick<RunOfGitHub, 'repository' | 'githubRunId'>,
  signal: AbortSignal,
): Promise<WorkflowRunFacts> {
  try {
    const { data } = await octokit.rest.actions.getWorkflowRun({ ...placeOf(run), request: { signal } });
    return {
      repositoryId: data.repository.id,
      id: data.id,
      attempt: data.run_attempt ?? 1,
      event: data.event,
      headSha: data.head_sha,
      headBranch: data.head_branch,
      // `path@ref` where it is a required workflow of the organization.
      path: data.path.split('@')[0] ?? '',
      actorId: data.actor?.id ?? null,
      status: data.status ?? 'unknown',
      createdAt: data.created_at,
      workflowId: data.workflow_id,
    };
  } catch (error) {
    if (statusOf(error) !== 404 && statusOf(error) !== 410) throw error;
    throw new TaskFailure(
      `Workflow run ${run.githubRunId} of ${run.repository} is not there any more. Start it anew by hand.`,
      { means: 'final', cause: error },
    );
  }
}

/** About what GitHub says otherwise than the run did; what the run left open is not compared. */
export function differences(
  run: Pick<RunOfGitHub, 'repositoryId' | 'githubRunId' | 'githubRunAttempt' | 'github'>,
  facts: WorkflowRunFacts,
): readonly string[] {
  const { event, sha = '', headSha = '', workflowRef = '', actorId = 0 } = run.github;
  const shas = [sha, headSha].filter((one) => one !== '');
  const [, , ...path] = (workflowRef.split('@')[0] ?? '').split('/');
  const pairs: readonly (readonly [name: string, isSame: boolean])[] = [
    ['repository', facts.repositoryId === run.repositoryId],
    ['workflow run', facts.id === run.githubRunId],
    ['attempt', facts.attempt >= run.githubRunAttempt],
    ['event', event === '' || event === facts.event],
    // Of a pull request the job's own commit is the merge, and GitHub tells of the head.
    ['commit', shas.length === 0 || shas.includes(facts.headSha)],
    ['workflow', path.length === 0 || path.join('/') === facts.path],
    ['actor', actorId === 0 || actorId === facts.actorId],
  ];
  return pairs.filter(([, isSame]) => !isSame).map(([name]) => name);
}
