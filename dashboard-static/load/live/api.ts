import type { ReadonlySignal } from '@preact/signals';
import type { Me } from '../../../contract/me.ts';
import type { Problem } from '../../../contract/problem.ts';
import { LoadError } from '../source.ts';
import type { Held } from './access.ts';

/** The coordinator that gave out this page. All of it rejects with a LoadError that says what to do. */
export interface Api {
  /** `path` begins with `/v1/`. */
  readonly get: <T>(path: string, signal?: AbortSignal) => Promise<T>;
  readonly send: <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<T>;
  /** As `fetch`, as whoever is signed in; an answer that is no success rejects. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** `fetch` itself, as whoever is signed in. */
  readonly asking: typeof fetch;
  readonly me: (signal?: AbortSignal) => Promise<Me>;
}

/** Asks `origin` with what `access` has: a token or the cookie of a login, and the organization that was chosen. */
export function createApi(origin: string, access: ReadonlySignal<Held>): Api {
  const asking: typeof fetch = async (input, init = {}) => {
    const { token, organization } = access.peek();
    const headers = new Headers(init.headers);
    if (token !== '') headers.set('authorization', `Bearer ${token}`);
    else if (organization !== '') headers.set('x-organization', organization);
    return fetch(input, { ...init, headers });
  };
  const answered = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await asking(new URL(path, origin), init).catch((error: unknown) => {
      init.signal?.throwIfAborted();
      throw new LoadError('offline', 'The coordinator cannot be reached. Are you online?', { cause: error });
    });
    if (!answer.ok) throw await refused(answer);
    return answer;
  };
  const get = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
    (await (await answered(path, signal ? { signal } : {})).json()) as T;
  return {
    get,
    send: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const json =
        body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      const answer = await answered(path, { method, ...json });
      return (answer.status === 204 ? null : await answer.json()) as T;
    },
    fetch: answered,
    asking,
    me: async (signal) => get<Me>('/v1/me', signal),
  };
}

const faults: Readonly<Record<number, LoadError['fault']>> = {
  401: 'signed out',
  403: 'not allowed',
  404: 'not found',
};

/** What the coordinator says is said to people as it is. */
async function refused(answer: Response): Promise<LoadError> {
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json') === true;
  const problem = isProblem ? ((await answer.json()) as Partial<Problem>) : null;
  const detail = typeof problem?.detail === 'string' ? problem.detail : '';
  // Of what stands between and refuses, nothing is said about the reader.
  const isOurs = typeof problem?.code === 'string';
  const fault = problem?.code === 'choose_organization' ? 'no organization' : isOurs && faults[answer.status];
  return new LoadError(
    fault || 'not readable',
    detail === '' ? `The coordinator answered ${answer.status}. Try again in a moment.` : detail,
  );
}
