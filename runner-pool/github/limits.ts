import { TaskFailure } from '../task-failure.ts';

/** GitHub's advice where it limits without saying for how long. */
const usualPauseMs = 60_000;

interface OctokitError {
  readonly status?: number;
  readonly message?: string;
  readonly response?: { readonly headers?: Readonly<Record<string, unknown>> };
}

/** A limit as a failure that says when to come again, and counts as no attempt; any other error as it is. */
export function asTaskFailure(error: unknown, nowMs: number): unknown {
  const { status, message = '', response } = error as OctokitError;
  if (status !== 403 && status !== 429) return error;
  const headers = response?.headers ?? {};
  const isLimit =
    status === 429 ||
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /secondary rate limit/i.test(message);
  if (!isLimit) return error;
  const retryAfterMs = pauseMs(headers, nowMs);
  return new TaskFailure(`GitHub limits requests, for ${Math.ceil(retryAfterMs / 1000)} s: ${message}`, {
    means: 'later',
    retryAfterMs,
    cause: error,
  });
}

function pauseMs(headers: Readonly<Record<string, unknown>>, nowMs: number): number {
  const after = Number(headers['retry-after']);
  if (Number.isFinite(after) && after >= 0 && headers['retry-after'] !== undefined) return after * 1000;
  const reset = Number(headers['x-ratelimit-reset']) * 1000 - nowMs;
  return Number.isFinite(reset) && headers['x-ratelimit-remaining'] === '0'
    ? Math.max(reset, 1_000)
    : usualPauseMs;
}
