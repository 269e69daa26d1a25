import type { AdmissionRequest } from '../../contract/admission.ts';
import type { Task } from '../../contract/task.ts';

/** Of package.json. */
export const actionVersion = '0.1.0';

export interface Asking {
  readonly runId: string;
  readonly task: Task;
  readonly subject: string;
  readonly pullRequest: { readonly number: number; readonly headSha: string } | null;
  readonly runUrl: string;
  readonly eventAction: string;
  readonly inputs: {
    readonly session: string;
    readonly model: string;
    readonly maxTurns: number | null;
    readonly timeoutMs: number;
    readonly maxBudgetMicroUsd: number;
  };
  readonly runner: {
    readonly owner: string;
    readonly repo: string;
    readonly repositoryId: number;
    readonly githubRunId: string;
    readonly attempt: string;
    readonly job: string;
    readonly workflowRef: string;
    readonly eventName: string;
    readonly ref: string;
    readonly sha: string;
    readonly actor: string;
    readonly actorId: number;
  };
}

/** What a run asks for: no more than its own inputs allow. What is too long for the contract is cut, for it only names things. */
export function admissionRequest(asking: Asking): AdmissionRequest {
  const { inputs, runner, pullRequest } = asking;
  return {
    runId: asking.runId,
    repository: { id: runner.repositoryId, fullName: `${runner.owner}/${runner.repo}` },
    subject: asking.subject.replace(/[^\x21-\x7e]/g, '-').slice(0, 200),
    task: asking.task,
    session: inputs.session,
    grant: {
      microUsd: inputs.maxBudgetMicroUsd,
      turns: inputs.maxTurns,
      seconds: Math.max(1, Math.ceil(inputs.timeoutMs / 1000)),
    },
    github: {
      runId: Number(runner.githubRunId),
      runAttempt: Number(runner.attempt),
      job: line(runner.job, 300),
      workflowRef: line(runner.workflowRef, 500),
      event: line(runner.eventName, 60),
      eventAction: line(asking.eventAction, 60),
      ref: line(runner.ref, 300),
      sha: shaOf(runner.sha),
      headSha: shaOf(pullRequest?.headSha ?? ''),
      actor: line(runner.actor, 100),
      actorId: runner.actorId,
      runUrl: line(asking.runUrl, 500),
      pullRequest: pullRequest?.number ?? null,
    },
    model: line(inputs.model, 100),
    actionVersion,
  };
}

const line = (text: string, mostChars: number): string =>
  [...text.toWellFormed().replace(/\p{Cc}/gu, ' ')].slice(0, mostChars).join('');

const shaOf = (text: string): string => (/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text) ? text : '');
