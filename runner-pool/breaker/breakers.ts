import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
} from 'cockatiel';
import { TaskFailure } from '../task-failure.ts';

/** Who we depend on. */
export const upstreams = ['github', 'oidc', 'blobs'] as const;
export type Upstream = (typeof upstreams)[number];

export interface Breakers {
  /**
   * Calls an upstream in the name of an organization, unless it failed several times in a row just now: then `TaskFailure`
   * (`later`) at once, so that neither it nor we are kept busy, and one call at a time finds out whether it is back.
   */
  readonly call: <T>(
    to: { readonly upstream: Upstream; readonly orgId: number },
    work: () => Promise<T>,
  ) => Promise<T>;
  /** How many breakers of each upstream are in which state. */
  readonly states: () => readonly BreakerCount[];
}

export interface BreakerCount {
  readonly upstream: Upstream;
  readonly closed: number;
  readonly open: number;
  readonly halfOpen: number;
}

export interface BreakerOptions {
  /** Faults in a row that open it. */
  readonly threshold?: number;
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
  /** Most that are kept; who was called longest ago goes first. */
  readonly most?: number;
}

/** A breaker for each upstream and organization: one whose App is broken does not cut off the others. */
export function createBreakers({
  threshold = 5,
  firstPauseMs = 5_000,
  longestPauseMs = 120_000,
  most = 1_000,
}: BreakerOptions = {}): Breakers {
  const known = new Map<string, { readonly upstream: Upstream; readonly policy: CircuitBreakerPolicy }>();
  const policyFor = (upstream: Upstream, orgId: number): CircuitBreakerPolicy => {
    const key = `${upstream} ${orgId}`;
    const policy =
      known.get(key)?.policy ??
      circuitBreaker(handleWhen(isUpstreamFault), {
        breaker: new ConsecutiveBreaker(threshold),
        halfOpenAfter: new ExponentialBackoff({ initialDelay: firstPauseMs, maxDelay: longestPauseMs }),
      });
    known.delete(key);
    known.set(key, { upstream, policy });
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
    return policy;
  };
  return {
    call: async ({ upstream, orgId }, work) => {
      try {
        const answer = await policyFor(upstream, orgId).execute(async () => answerOf(work));
        if (answer.kind === 'refused') throw answer.error;
        return answer.value;
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error;
        throw new TaskFailure(
          `${upstream} failed ${threshold} times in a row and is not called for a while.`,
          {
            means: 'later',
            retryAfterMs: firstPauseMs,
            cause: error,
          },
        );
      }
    },
    states: () => upstreams.map((upstream) => countOf(upstream, [...known.values()])),
  };
}

type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'refused'; readonly error: unknown };

/** A refusal or a limit says that the upstream is well, and must end a row of faults as an answer does. */
async function answerOf<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: 'answered', value: await work() };
  } catch (error) {
    const status: unknown = (error as { readonly status?: unknown } | null)?.status;
    if (typeof status === 'number' && status > 0 && status < 500) return { kind: 'refused', error };
    throw error;
  }
}

/** Not what we ended ourselves. */
function isUpstreamFault(error: unknown): boolean {
  return !(error instanceof TaskFailure) && (error as { readonly name?: unknown }).name !== 'AbortError';
}

function countOf(
  upstream: Upstream,
  all: readonly { readonly upstream: Upstream; readonly policy: CircuitBreakerPolicy }[],
): BreakerCount {
  const states = all.filter((one) => one.upstream === upstream).map(({ policy }) => policy.state);
  const count = (...wanted: readonly CircuitState[]): number =>
    states.filter((state) => wanted.includes(state)).length;
  return {
    upstream,
    closed: count(CircuitState.Closed),
    open: count(CircuitState.Open, CircuitState.Isolated),
    halfOpen: count(CircuitState.HalfOpen),
  };
}
