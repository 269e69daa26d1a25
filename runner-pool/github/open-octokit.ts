import { Octokit } from '@octokit/rest';
import { asTaskFailure } from './limits.ts';

export interface OctokitWanted {
  readonly apiUrl: string;
  /** As Octokit takes it: a token, or a strategy and what that needs. Empty: as nobody. */
  readonly as: { readonly auth?: unknown; readonly authStrategy?: unknown };
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Makes each request, or refuses to. */
  readonly through?: <T>(request: () => Promise<T>) => Promise<T>;
}

/** Whoever does not answer by then is as good as away. */
const answerMs = 15_000;

/** Octokit's log would have requests in it; what matters comes as an error. */
export const silentLog = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** GitHub's API with a time-out for each request. Limits come out as `TaskFailure`, saying when to try again; refusals as Octokit's. */
export function openOctokit({ apiUrl, as, clock, through = directly }: OctokitWanted): Octokit {
  const octokit = new Octokit({ baseUrl: apiUrl, log: silentLog, userAgent: 'claude-orchestrator', ...as });
  octokit.hook.wrap('request', async (request, options) => {
    const given = options.request?.signal as AbortSignal | undefined;
    const signal = AbortSignal.any([AbortSignal.timeout(answerMs), ...(given === undefined ? [] : [given])]);
    try {
      return await through(async () => request({ ...options, request: { ...options.request, signal } }));
    } catch (error) {
      throw asTaskFailure(error, clock());
    }
  });
  return octokit;
}

async function directly<T>(request: () => Promise<T>): Promise<T> {
  return request();
}

function ignore(): void {
  // See `silentLog`.
}
