import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { inSpan } from '../operation/span.ts';
import { backOffMs } from '../services/retry-policy.ts';
import { insertDeadLetter } from '../store/dead-letters.ts';
import type { QueueName } from '../store/outbox.ts';
import {
  type ClaimedTask,
  claimTask,
  completeTask,
  dropTask,
  postponeTask,
  renewClaim,
} from '../store/task-claims.ts';
import { failureOf } from '../task-failure.ts';
import type { Handlers } from './handlers.ts';
import { holdClaim } from './hold-claim.ts';
import type { QueuePlan, QueueTimes } from './times.ts';

export interface WorkDeps {
  readonly context: Context;
  readonly handlers: Handlers;
  readonly plans: Readonly<Record<QueueName, QueuePlan>>;
  readonly times: QueueTimes;
  /** Aborted when the process ends. */
  readonly ending: AbortSignal;
}

/** Another version of the coordinator may know what to do with it. */
const unknownKindMs = 60_000;
/** What is too early was not tried: there is less haste. */
const laterFactor = 5;
const mostErrorChars = 2_000;

/** Does a task that was handed out, unless it is done or another has it. What becomes of it is written before this returns. */
export async function workOnTask(
  deps: WorkDeps,
  handed: { readonly id: number; readonly hands: number },
): Promise<void> {
  const { database } = deps.context;
  const { claimMs } = deps.times;
  const task = await claimTask(database, { ...handed, claim: randomUUID(), holdMs: claimMs });
  if (task === null) return;
  const claimedMs = performance.now();
  const held = holdClaim({ claimMs, renew: async () => renewClaim(database, task, claimMs) });
  try {
    const settle = await attempt(deps, task, held.signal);
    // Done, but not written down, it would be done again.
    for (;;) {
      try {
        await settle();
        return;
      } catch (error) {
        if (held.signal.aborted || performance.now() - claimedMs > 10 * claimMs) throw error;
        await sleep(claimMs / 50);
      }
    }
  } finally {
    held.end();
  }
}

type Settle = () => Promise<void>;

/** Runs the handler; gives what is then to be written. */
async function attempt(deps: WorkDeps, task: ClaimedTask, lost: AbortSignal): Promise<Settle> {
  const { context, handlers, plans, ending } = deps;
  const { attempts, limitMs } = plans[task.queue];
  const handler = handlers[task.kind];
  if (handler === undefined)
    return async () => postponeTask(context.database, task, { delayMs: unknownKindMs, isAttempt: false });
  if (task.attempts > attempts)
    return async () =>
      bury(
        deps,
        task,
        new Error(`The process ended ${attempts} times while it did this, without an error of its own`),
      );
  const signal = AbortSignal.any([lost, ending, AbortSignal.timeout(limitMs)]);
  try {
    const attributes = { 'messaging.destination.name': task.queue, 'task.attempts': task.attempts };
    await inSpan(`task ${task.kind}`, { kind: 'task', attributes }, async () =>
      handler(context, { orgId: task.orgId, ref: task.ref }, signal),
    );
    context.feeds.nudge(task.orgId);
  } catch (error) {
    return async () => fail(deps, task, error);
  }
  return async () => completeTask(context.database, task);
}

async function fail(deps: WorkDeps, task: ClaimedTask, error: unknown): Promise<void> {
  const { context, plans, ending } = deps;
  const { attempts, baseMs, maxMs } = plans[task.queue];
  const { means, retryAfterMs } = failureOf(error);
  const say = { kind: task.kind, ref: task.ref, orgId: task.orgId, attempts: task.attempts };
  if (ending.aborted) return postponeTask(context.database, task, { delayMs: 0, isAttempt: false });
  if (means === 'final' || (means === 'attempt' && task.attempts >= attempts)) {
    context.log.error({ ...say, err: error }, 'a task was given up');
    return bury(deps, task, error);
  }
  const isAttempt = means === 'attempt';
  const delayMs = backOffMs({
    attempt: isAttempt ? task.attempts : task.hands,
    baseMs: isAttempt ? baseMs : baseMs * laterFactor,
    maxMs,
    retryAfterMs,
    random: Math.random,
  });
  context.log[isAttempt ? 'warn' : 'info']({ ...say, delayMs, err: error }, 'a task is to be done again');
  return postponeTask(context.database, task, { delayMs, isAttempt });
}

/** A person has to look at it. */
async function bury({ context }: WorkDeps, task: ClaimedTask, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const isGone = await context.database.inOrganization(task.orgId, async (tx) => {
    if (!(await dropTask(tx, task))) return false;
    await insertDeadLetter(tx, {
      ...task,
      id: randomUUID(),
      error: context.redact(message).slice(0, mostErrorChars),
    });
    return true;
  });
  // Asked for again meanwhile: that is a reason to try.
  if (!isGone) await completeTask(context.database, task);
}
