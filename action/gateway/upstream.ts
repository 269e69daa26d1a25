import { type Dispatcher, EnvHttpProxyAgent, request } from 'undici';

export interface Upstream {
  /** Host and port, for people. */
  readonly host: string;
  readonly post: (path: string, call: UpstreamCall) => Promise<Dispatcher.ResponseData>;
  readonly close: () => Promise<void>;
}

export interface UpstreamCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Longer than Claude Code itself waits (ten minutes), so that it is the one to give up. */
const patienceMs = 11 * 60_000;

/** The Messages API below `baseUrl`. Follows no redirect: the credential goes to this host alone. */
export function createUpstream(baseUrl: string, proxyEnv: Readonly<Record<string, string>>): Upstream {
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  const variable = (name: string): string => proxyEnv[name] ?? proxyEnv[name.toUpperCase()] ?? '';
  const dispatcher = new EnvHttpProxyAgent({
    // Given even when empty: left out, they would be looked for in the environment.
    httpProxy: variable('http_proxy'),
    httpsProxy: variable('https_proxy'),
    noProxy: variable('no_proxy'),
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs,
  });
  return {
    host: base.host,
    post: async (path, { headers, body, signal }) =>
      request(`${base.origin}${prefix}${path}`, { dispatcher, method: 'POST', headers, body, signal }),
    close: async () => dispatcher.destroy(),
  };
}
