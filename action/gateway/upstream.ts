import type { Dispatcher } from 'undici';

export interface Upstream {
  /** Host and port, for people. */
  readonly host: string;
  /** Loads the HTTP client, which takes longer than all else of a start: done while Claude itself is starting. */
  readonly open: () => Promise<void>;
  readonly post: (path: string, call: UpstreamCall) => Promise<Dispatcher.ResponseData>;
  readonly close: () => Promise<void>;
}

type Client = Pick<typeof import('undici'), 'request'> & { readonly dispatcher: Dispatcher };

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
  const open = async (): Promise<Client> => {
    const { EnvHttpProxyAgent, request } = await import('undici');
    const dispatcher = new EnvHttpProxyAgent({
      // Given even when empty: left out, they would be looked for in the environment.
      httpProxy: variable('http_proxy'),
      httpsProxy: variable('https_proxy'),
      noProxy: variable('no_proxy'),
      headersTimeout: patienceMs,
      bodyTimeout: patienceMs,
    });
    return { dispatcher, request };
  };
  let client: Promise<Client> | null = null;
  const opened = async (): Promise<Client> => (client ??= open());
  return {
    host: base.host,
    open: async () => {
      await opened();
    },
    post: async (path, { headers, body, signal }) => {
      const { dispatcher, request } = await opened();
      return request(`${base.origin}${prefix}${path}`, { dispatcher, method: 'POST', headers, body, signal });
    },
    close: async () => (await client)?.dispatcher.destroy(),
  };
}
