import type { FailureClass } from '../../contract/failure-class.ts';
import type { RetryRule } from '../../contract/policy.ts';

/** By failure class; `attempts` counts the retries of one subject within the window, whatever asked for them. */
export type RetryRules = Readonly<Partial<Record<string, RetryRule>>>;

/** All that starts runs by itself on one subject shares one count, which begins anew after this long. */
export const attemptWindowMs = 24 * 3_600_000;

const minute = 60_000;

/**
 * What is run again by itself: what most likely passes. The rest would fail again in the same way and cost the same again
 * (timeout, max_turns, prompt_too_long, result_invalid), or is a person's to change (auth, budget_exceeded, cli_missing, denied,
 * cancelled), or is ours to mend (internal).
 */
export const usualRetryRules: Readonly<Partial<Record<FailureClass, RetryRule>>> = {
  api_overloaded: { attempts: 5, baseMs: minute, maxMs: 30 * minute },
  api_rate_limited: { attempts: 5, baseMs: minute, maxMs: 60 * minute },
  api_error: { attempts: 3, baseMs: minute, maxMs: 30 * minute },
  // The machine's fault; a second machine that is lost in the same place may be the task's.
  runner_lost: { attempts: 2, baseMs: minute / 2, maxMs: 10 * minute },
  cli_crashed: { attempts: 1, baseMs: minute / 2, maxMs: 5 * minute },
  // GitHub was away for longer than the action waits.
  publish_failed: { attempts: 2, baseMs: 2 * minute, maxMs: 30 * minute },
};

export type RetryDecision =
  | { readonly kind: 'retry'; readonly delayMs: number }
  | { readonly kind: 'no'; readonly why: string };

export interface FailedAttempt {
  readonly failureClass: FailureClass | null;
  /** Retries of this subject so far, in the window. */
  readonly attempts: number;
  /** The policy's own; they replace the usual ones class by class. */
  readonly rules?: RetryRules;
  /** What the API asked for; null: nothing. */
  readonly retryAfterMs?: number | null;
  readonly random: () => number;
}

/** Whether a run that failed is run again by itself, and when. */
export function retryAfter({
  failureClass,
  attempts,
  rules = {},
  retryAfterMs = null,
  random,
}: FailedAttempt): RetryDecision {
  const rule = failureClass === null ? undefined : (rules[failureClass] ?? usualRetryRules[failureClass]);
  if (rule === undefined || rule.attempts === 0)
    return {
      kind: 'no',
      why: `a run that ended with ${failureClass ?? 'no failure'} is not run again by itself`,
    };
  if (attempts >= rule.attempts)
    return {
      kind: 'no',
      why: `it was run again ${attempts} times within 24 hours, and ${rule.attempts} is the limit`,
    };
  if ((retryAfterMs ?? 0) > attemptWindowMs)
    return { kind: 'no', why: 'the API asks to wait for more than a day' };
  return { kind: 'retry', delayMs: backOffMs({ ...rule, attempt: attempts + 1, retryAfterMs, random }) };
}

/**
 * Full jitter: anything up to a bound that doubles with every attempt (the first is 1). After `retryAfterMs`, where that is asked
 * for, spread over the first bound, so that all who were told the same do not come at once.
 */
export function backOffMs({
  attempt,
  baseMs,
  maxMs,
  retryAfterMs,
  random,
}: {
  readonly attempt: number;
  readonly baseMs: number;
  readonly maxMs: number;
  readonly retryAfterMs: number | null;
  readonly random: () => number;
}): number {
  if (retryAfterMs !== null) return Math.round(retryAfterMs + random() * baseMs);
  return Math.round(random() * Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 40)));
}
