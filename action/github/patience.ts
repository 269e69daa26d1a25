import { isLimit, isUncertain, refusalOf } from './refusal.ts';

/** How long a client waits for GitHub. */
export interface Patience {
  readonly requestTimeoutMs: number;
  /** Tries of one request when GitHub is down or does not answer, and the time they may take together. */
  readonly tries: number;
  readonly outageMs: number;
  /** Tries and time for limits, where GitHub itself says how long to wait. */
  readonly limitTries: number;
  readonly limitMs: number;
}

export const patient: Patience = {
  requestTimeoutMs: 20_000,
  tries: 5,
  outageMs: 45_000,
  limitTries: 3,
  limitMs: 120_000,
};

/** A cancelled job has 7.5 s in all, and its last words need two requests. */
export const hurried: Patience = {
  requestTimeoutMs: 1_500,
  tries: 2,
  outageMs: 3_500,
  limitTries: 1,
  limitMs: 1_000,
};

export interface Setback {
  readonly error: unknown;
  readonly patience: Patience;
  /** How often GitHub failed, or made us wait, for this request so far, this time included. */
  readonly outages: number;
  readonly limits: number;
  readonly elapsedMs: number;
  readonly limitedMs: number;
  /** Whether asking again can do no harm, even if GitHub did what was asked the first time. */
  readonly repeatable: boolean;
  readonly nowMs: number;
  readonly random: number;
}

export type Decision =
  | { readonly kind: 'give-up' }
  | { readonly kind: 'wait'; readonly ms: number; readonly why: 'limit' | 'outage' };

/** Whether a failed request is worth another try, and when. */
export function decide(setback: Setback): Decision {
  const limitMs = limitWaitMs(setback);
  if (limitMs !== null) {
    const tooMuch = setback.limitedMs + limitMs > setback.patience.limitMs;
    if (tooMuch || setback.limits > setback.patience.limitTries) return { kind: 'give-up' };
    return { kind: 'wait', ms: limitMs, why: 'limit' };
  }
  if (!isUncertain(setback.error) || !setback.repeatable) return { kind: 'give-up' };
  const ms = outageWaitMs(setback);
  if (setback.outages >= setback.patience.tries) return { kind: 'give-up' };
  if (setback.elapsedMs + ms > setback.patience.outageMs) return { kind: 'give-up' };
  return { kind: 'wait', ms, why: 'outage' };
}

/** A limit is a refusal before anything was done, so any request may be repeated after it. */
function limitWaitMs({ error, limits, nowMs }: Setback): number | null {
  if (!isLimit(error)) return null;
  const { headers } = refusalOf(error);
  const retryAfter = Number(headers['retry-after']);
  if (headers['retry-after'] !== undefined && retryAfter >= 0) return retryAfter * 1000;
  if (String(headers['x-ratelimit-remaining']) === '0') {
    return Math.max(0, Number(headers['x-ratelimit-reset']) * 1000 - nowMs) + 1000;
  }
  // GitHub's advice for a limit without a header: at least a minute, then longer.
  return 60_000 * limits;
}

function outageWaitMs({ error, outages, patience, random }: Setback): number {
  const retryAfter = Number(refusalOf(error).headers['retry-after'] ?? 0);
  if (patience.tries <= 2) return 150;
  const backOffMs = 1000 * 2 ** (outages - 1) * (0.75 + random / 2);
  return Math.max(backOffMs, retryAfter > 0 ? retryAfter * 1000 : 0);
}
