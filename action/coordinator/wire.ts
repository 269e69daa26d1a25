import { Value } from 'typebox/value';
import { Problem } from '../../contract/problem.ts';
import { sentence } from './sentence.ts';

/** What came back. Only a problem document is the coordinator's own no; all else that is no answer may pass. */
export type Answer =
  | { readonly kind: 'answer'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Problem }
  | {
      readonly kind: 'away';
      /** A clause about the coordinator: `could not be reached (ECONNREFUSED)`. */
      readonly why: string;
      readonly status: number | null;
      readonly retryAfterMs: number | null;
    };

export type Away = Answer & { readonly kind: 'away' };

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer<ArrayBuffer>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Sends one request and reads what comes back. Never rejects, follows no redirect: the token goes to this address alone. */
export type Wire = (call: Call) => Promise<Answer>;

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const mostAnswerBytes = 262_144;

/** `proxyEnv` holds HTTP_PROXY, HTTPS_PROXY and NO_PROXY as the runner has them; Node's own `fetch` would pass them by. */
export function createWire(proxyEnv: Readonly<Record<string, string>>): Wire {
  const isProxied = Object.keys(proxyEnv).some((name) => /^https?_proxy$/i.test(name));
  let opened: Promise<Fetch> | null = null;
  return async ({ method, url, headers, body, timeoutMs, signal }) => {
    try {
      opened ??= isProxied ? throughProxy(proxyEnv) : Promise.resolve(fetch as Fetch);
      const send = await opened;
      const response = await send(url, {
        method,
        headers: { accept: 'application/json', 'user-agent': 'claude-orchestrator', ...headers },
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      return answerOf(response, await textOf(response));
    } catch (error) {
      return away(whyOf(error, timeoutMs));
    }
  };
}

async function throughProxy(proxyEnv: Readonly<Record<string, string>>): Promise<Fetch> {
  const { EnvHttpProxyAgent, fetch: send } = await import('undici');
  const variable = (name: string): string => proxyEnv[name] ?? proxyEnv[name.toUpperCase()] ?? '';
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: variable('http_proxy'),
    httpsProxy: variable('https_proxy'),
    noProxy: variable('no_proxy'),
  });
  return async (url, init) => send(url, { ...(init as object), dispatcher }) as unknown as Promise<Response>;
}

/** The body, as far as an answer of ours can be long. */
async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > mostAnswerBytes) throw new TypeError('its answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answerOf({ status, headers }: Response, text: string): Answer {
  const body = parsed(text);
  const retryAfterMs = retryAfterOf(headers.get('retry-after'));
  if (status >= 200 && status < 300)
    return body === undefined
      ? away(`answered ${status} with something that is not JSON`, status)
      : { kind: 'answer', body };
  if (status >= 300 && status < 400)
    return away(`answered ${status}: a redirect, which is not followed`, status);
  const problem = Value.Check(Problem, body) ? body : null;
  const mayPass = status >= 500 || status === 408 || status === 425 || status === 429;
  if (problem !== null && !mayPass) return { kind: 'refused', status, problem };
  const said =
    problem === null ? 'with something that is no answer of a coordinator' : `(${sentence(problem.detail)})`;
  return away(`answered ${status} ${said}`, status, retryAfterMs);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds or a date, as HTTP has it; null for none or nonsense. */
function retryAfterOf(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - Date.now());
}

const away = (why: string, status: number | null = null, retryAfterMs: number | null = null): Away => ({
  kind: 'away',
  why,
  status,
  retryAfterMs,
});

/** `fetch` rejects with a TypeError for whatever goes wrong on the network; the reason is in its cause. */
function whyOf(error: unknown, timeoutMs: number): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return `did not answer within ${timeoutMs / 1000} s`;
  if (name === 'AbortError') return 'was not waited for any longer';
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  return `could not be reached (${sentence(typeof code === 'string' ? code : message).replace(/\.$/, '')})`;
}
