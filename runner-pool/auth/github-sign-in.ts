import * as oauth from 'oauth4webapi';

/** GitHub's pages for signing in: of github.com, an enterprise on ghe.com, or the server whose API is at `/api/v3`. */
export interface SignInServer {
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly clientAuth: oauth.ClientAuth;
  readonly options: {
    readonly signal: () => AbortSignal;
    readonly [oauth.allowInsecureRequests]: boolean;
    readonly [oauth.customFetch]: typeof fetch;
  };
}

export interface SignInSettings {
  readonly apiUrl: string;
  readonly login: { readonly clientId: string; readonly clientSecret: string };
}

/** Enough to know the organizations that a person is in, and nothing of their code. */
export const askedScope = 'read:org';

const patienceMs = 10_000;

export function signInServer({ apiUrl, login }: SignInSettings): SignInServer {
  const base = webBaseOf(apiUrl);
  return {
    server: {
      issuer: `${base}/login/oauth`,
      authorization_endpoint: `${base}/login/oauth/authorize`,
      token_endpoint: `${base}/login/oauth/access_token`,
      device_authorization_endpoint: `${base}/login/device/code`,
    },
    client: { client_id: login.clientId },
    clientAuth: oauth.ClientSecretPost(login.clientSecret),
    options: {
      signal: () => AbortSignal.timeout(patienceMs),
      [oauth.allowInsecureRequests]: base.startsWith('http:'),
      [oauth.customFetch]: fetchWithStatus,
    },
  };
}

export function webBaseOf(apiUrl: string): string {
  const url = new URL(apiUrl);
  if (/^api\.(github\.com|.+\.ghe\.com)$/.test(url.hostname))
    return `https://${url.host.slice('api.'.length)}`;
  return url.href.replace(/\/+$/, '').replace(/\/api\/v3$/, '');
}

/** GitHub says its OAuth errors with status 200, the standard with 400. */
const fetchWithStatus: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  if (answer.status !== 200) return answer;
  const text = await answer.text();
  return new Response(text, { status: isError(text) ? 400 : 200, headers: answer.headers });
};

function isError(text: string): boolean {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null && 'error' in answer;
  } catch {
    return false;
  }
}
