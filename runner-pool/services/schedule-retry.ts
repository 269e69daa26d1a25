import { randomUUID } from 'node:crypto';
import type { FailureClass } from '../../contract/failure-class.ts';
import type { Transaction } from '../database/database.ts';
import { insertDeadLetter } from '../store/dead-letters.ts';
import { addTask, queueOf } from '../store/outbox.ts';
import { attemptsOf, countAttempt, workflowRunKey } from '../store/subject-attempts.ts';
import { isProven, notProven } from './proof.ts';
import { attemptWindowMs, type RetryDecision, type RetryRules, retryAfter } from './retry-policy.ts';

export interface FailedRun {
  readonly orgId: number;
  readonly id: string;
  readonly repositoryId: number;
  readonly subject: string;
  readonly githubRunId: number;
  readonly admittedAs: string;
  readonly failureClass: FailureClass | null;
  readonly priority?: number;
  readonly rules?: RetryRules;
  readonly retryAfterMs?: number | null;
}

interface Deps {
  readonly clock: () => number;
  readonly random: () => number;
}

/**
 * Has a run that failed run again, where the policy says so; counted in the same transaction. Nudge once it is committed. One that GitHub
 * proved nothing of waits among the dead letters for somebody who has a look at it.
 */
export async function scheduleRetry(tx: Transaction, deps: Deps, run: FailedRun): Promise<RetryDecision> {
  const { orgId, repositoryId } = run;
  const subject = { orgId, repositoryId, subject: run.subject };
  const workflowRun = { orgId, repositoryId, subject: workflowRunKey(run.githubRunId) };
  // Asked first: most failures are of a kind that is never run again, and count nothing.
  const first = retryAfter({ ...run, attempts: 0, random: deps.random });
  if (first.kind === 'no') return first;
  if (!isProven(run)) return leaveToSomebody(tx, run);
  const ofSubject = await attemptsOf(tx, subject, attemptWindowMs);
  const attempts = Math.max(ofSubject, await attemptsOf(tx, workflowRun, attemptWindowMs));
  const decision = retryAfter({ ...run, attempts, random: deps.random });
  if (decision.kind === 'no') return decision;
  await countAttempt(tx, subject);
  await countAttempt(tx, workflowRun);
  const runAfter = new Date(deps.clock() + decision.delayMs).toISOString();
  await addTask(tx, {
    orgId: run.orgId,
    kind: 'retry-run',
    ref: run.id,
    runAfter,
    ...(run.priority === undefined ? {} : { priority: run.priority }),
  });
  return decision;
}

async function leaveToSomebody(
  tx: Transaction,
  { orgId, id: ref, priority = 0 }: FailedRun,
): Promise<RetryDecision> {
  const kind = 'retry-run';
  await insertDeadLetter(tx, {
    ...{ orgId, id: randomUUID(), queue: queueOf[kind], kind, ref, priority },
    ...{ attempts: 0, error: notProven },
  });
  return { kind: 'no', why: notProven };
}
