import type { OAuth } from './oauth.ts';
import { mayReturnTo, type OAuthApp } from './oauth-app.ts';
import { readScopes } from './scopes.ts';

export type Authorization =
  | { readonly kind: 'no such app' }
  | { readonly kind: 'sign in' }
  | { readonly kind: 'redirect'; readonly to: string };

/** What comes of sending a person to /login/oauth/authorize: they come back with a code, or with an error. */
export function authorize(oauth: OAuth, query: Readonly<Record<string, string | undefined>>): Authorization {
  const app = oauth.apps.find((candidate) => candidate.clientId === query['client_id']);
  if (app === undefined) return { kind: 'no such app' };
  const redirectUri = query['redirect_uri'] ?? app.callbackUrl;
  const { state, code_challenge: challenge } = query;
  if (!mayReturnTo(app, redirectUri)) {
    const description = 'The redirect_uri MUST match the registered callback URL for this application.';
    return back(app.callbackUrl, { error: 'redirect_uri_mismatch', error_description: description, state });
  }
  if (oauth.browser === null) return { kind: 'sign in' };
  if (challenge !== undefined && !isChallenge(challenge, query['code_challenge_method'])) {
    const description =
      'The code_challenge_method must be S256 and the code_challenge 43 characters of base64url.';
    return back(redirectUri, { error: 'invalid_request', error_description: description, state });
  }
  if (!oauth.browser.approves) {
    const description = 'The user has denied your application access.';
    return back(redirectUri, { error: 'access_denied', error_description: description, state });
  }
  return back(redirectUri, { code: codeFor(oauth, app, oauth.browser.user, redirectUri, query), state });
}

function codeFor(
  oauth: OAuth,
  app: OAuthApp,
  user: NonNullable<OAuth['browser']>['user'],
  redirectUri: string,
  query: Readonly<Record<string, string | undefined>>,
): string {
  const scopes = readScopes(query['scope']);
  return oauth.issueCode({ app, user, scopes, redirectUri, challenge: query['code_challenge'] ?? null });
}

function isChallenge(challenge: string, method: string | undefined): boolean {
  return method === 'S256' && /^[\w-]{43}$/.test(challenge);
}

function back(to: string, answer: Readonly<Record<string, string | undefined>>): Authorization {
  const url = new URL(to);
  for (const [name, value] of Object.entries(answer))
    if (value !== undefined) url.searchParams.set(name, value);
  return { kind: 'redirect', to: url.href };
}
