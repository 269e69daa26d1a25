import type { FailureClass } from '../../contract/failure-class.ts';
import type { Transaction } from '../database/database.ts';
import { addTask } from '../store/outbox.ts';
import { attemptsOf, countAttempt } from '../store/subject-attempts.ts';
import { attemptWindowMs, type RetryDecision, type RetryRules, retryAfter } from './retry-policy.ts';

export interface FailedRun {
  readonly orgId: number;
  readonly id: string;
  readonly repositoryId: number;
  readonly subject: string;
  readonly failureClass: FailureClass | null;
  readonly priority?: number;
  readonly rules?: RetryRules;
  readonly retryAfterMs?: number | null;
}

interface Deps {
  readonly clock: () => number;
  readonly random: () => number;
}

/** Has a run that failed run again, where the policy says so; counted in the same transaction. Nudge once it is committed. */
export async function scheduleRetry(tx: Transaction, deps: Deps, run: FailedRun): Promise<RetryDecision> {
  const subject = { orgId: run.orgId, repositoryId: run.repositoryId, subject: run.subject };
  // Asked first: most failures are of a kind that is never run again, and count nothing.
  const first = retryAfter({ ...run, attempts: 0, random: deps.random });
  if (first.kind === 'no') return first;
  const attempts = await attemptsOf(tx, subject, attemptWindowMs);
  const decision = retryAfter({ ...run, attempts, random: deps.random });
  if (decision.kind === 'no') return decision;
  await countAttempt(tx, subject);
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
