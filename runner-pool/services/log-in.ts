import * as oauth from 'oauth4webapi';
import { askGitHubWho } from '../auth/github-person.ts';
import { askedScope, type SignInServer, signInServer } from '../auth/github-sign-in.ts';
import type { Keys } from '../auth/keys.ts';
import { seal, unseal } from '../auth/seal.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { useStateOnce } from '../store/logins.ts';
import { joinOrganizations } from './join-organizations.ts';
import { keepLogin } from './keep-login.ts';

export interface LogInDeps {
  readonly config: Pick<Config, 'github' | 'http'>;
  readonly database: Pick<Database, 'lookUp' | 'inDirectory' | 'inOrganization' | 'inLogin'>;
  readonly keys: Pick<Keys, 'logins'>;
  readonly clock: () => number;
}

export interface LoginBegun {
  /** Where the browser goes. */
  readonly location: string;
  /** For a cookie of this browser: who comes back without it did not leave from here. */
  readonly pending: string;
}

export type LoginFinished =
  | { readonly kind: 'logged in'; readonly loginToken: string; readonly returnTo: string }
  | { readonly kind: 'refused'; readonly why: Refusal };
export type Refusal = 'not begun here' | 'denied' | 'code refused' | 'github away';

export const pendingSeconds = 600;
const purpose = 'login';

/** Null where the coordinator was given no OAuth client. */
export function serverOfLogin({ config }: Pick<LogInDeps, 'config'>): SignInServer | null {
  const { apiUrl, login } = config.github;
  return login === null ? null : signInServer({ apiUrl, login });
}

export async function beginLogin(deps: LogInDeps, at: SignInServer, returnTo: string): Promise<LoginBegun> {
  const state = oauth.generateRandomState();
  const verifier = oauth.generateRandomCodeVerifier();
  const url = new URL(at.server.authorization_endpoint ?? '');
  url.search = new URLSearchParams({
    client_id: at.client.client_id,
    redirect_uri: redirectUri(deps),
    scope: askedScope,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString();
  const sealing = { key: deps.keys.logins, purpose, clock: deps.clock, lifeSeconds: pendingSeconds };
  return { location: url.href, pending: await seal({ state, verifier, returnTo }, sealing) };
}

/** The way back from GitHub. Each state is good for one return, each code (GitHub sees to that) for one token. */
export async function finishLogin(
  deps: LogInDeps,
  at: SignInServer,
  back: { readonly pending: string | null; readonly query: URLSearchParams; readonly earlier: string | null },
): Promise<LoginFinished> {
  const begun = await unsealPending(deps, back.pending);
  if (begun === null) return { kind: 'refused', why: 'not begun here' };
  const { state, verifier, returnTo } = begun;
  let parameters: URLSearchParams;
  try {
    parameters = oauth.validateAuthResponse(at.server, at.client, back.query, state);
  } catch (error) {
    const isDenied = error instanceof oauth.AuthorizationResponseError;
    return { kind: 'refused', why: isDenied ? 'denied' : 'not begun here' };
  }
  const expiresAtMs = deps.clock() + pendingSeconds * 1000;
  const isFirst = await deps.database.inDirectory(async (tx) => useStateOnce(tx, state, expiresAtMs));
  if (!isFirst) return { kind: 'refused', why: 'not begun here' };
  const token = await redeem(at, parameters, { redirectUri: redirectUri(deps), verifier });
  if ('refused' in token) return { kind: 'refused', why: token.refused };
  const person = await askGitHubWho(deps.config.github.apiUrl, token.accessToken).catch(() => null);
  if (person === null) return { kind: 'refused', why: 'github away' };
  await joinOrganizations(deps, person);
  const loginToken = await keepLogin(deps, person, back.earlier);
  return { kind: 'logged in', loginToken, returnTo };
}

async function redeem(
  { server, client, clientAuth, options }: SignInServer,
  parameters: URLSearchParams,
  { redirectUri, verifier }: { readonly redirectUri: string; readonly verifier: string },
): Promise<{ readonly accessToken: string } | { readonly refused: Refusal }> {
  try {
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      clientAuth,
      parameters,
      redirectUri,
      verifier,
      { ...options, signal: options.signal() },
    );
    const { access_token: accessToken } = await oauth.processAuthorizationCodeResponse(
      server,
      client,
      answer,
    );
    return { accessToken };
  } catch (error) {
    return { refused: error instanceof oauth.ResponseBodyError ? 'code refused' : 'github away' };
  }
}

async function unsealPending(
  { keys, clock }: LogInDeps,
  pending: string | null,
): Promise<{ readonly state: string; readonly verifier: string; readonly returnTo: string } | null> {
  const content = pending === null ? null : await unseal(pending, { key: keys.logins, purpose, clock });
  const { state, verifier, returnTo } = content ?? {};
  const isWhole = [state, verifier, returnTo].every((part) => typeof part === 'string' && part !== '');
  return isWhole ? (content as { state: string; verifier: string; returnTo: string }) : null;
}

const redirectUri = ({ config }: LogInDeps): string => `${config.http.publicUrl}/login/callback`;
