import { createHash, timingSafeEqual } from 'node:crypto';
import type { OAuth } from './oauth.ts';
import { type OAuthAnswer, oauthError, tokenAnswer } from './oauth-answer.ts';
import type { OAuthApp } from './oauth-app.ts';
import { DEVICE_GRANT, pollDevice } from './poll-device.ts';

/** POST /login/oauth/access_token: a code, or a device code, for a token. Errors come with status 200, as GitHub's do. */
export function exchange(oauth: OAuth, fields: Readonly<Record<string, string | undefined>>): OAuthAnswer {
  const app = oauth.apps.find((candidate) => candidate.clientId === fields['client_id']);
  if (app === undefined) return wrongClient();
  const grant = fields['grant_type'];
  if (grant === DEVICE_GRANT) return pollDevice(oauth, app, fields['device_code']);
  if (grant !== undefined && grant !== 'authorization_code') {
    return oauthError(
      'unsupported_grant_type',
      `The grant type must be authorization_code or ${DEVICE_GRANT}.`,
    );
  }
  return redeemCode(oauth, app, fields);
}

function redeemCode(
  oauth: OAuth,
  app: OAuthApp,
  fields: Readonly<Record<string, string | undefined>>,
): OAuthAnswer {
  if (!isSecret(app, fields['client_secret'])) return wrongClient();
  const code = oauth.takeCode(fields['code'] ?? '');
  if (code === null || code.app !== app) return wrongCode();
  const { redirect_uri: redirectUri, code_verifier: verifier } = fields;
  if (redirectUri !== undefined && redirectUri !== code.redirectUri) {
    const description = 'The redirect_uri MUST match the registered callback URL for this application.';
    return oauthError('redirect_uri_mismatch', description);
  }
  if (code.challenge !== null && challengeOf(verifier ?? '') !== code.challenge) return wrongCode();
  return tokenAnswer(oauth.issueToken(code.user.login, code.scopes), code.scopes);
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function isSecret(app: OAuthApp, given: string | undefined): boolean {
  const [wanted, got] = [Buffer.from(app.clientSecret), Buffer.from(given ?? '')];
  return wanted.length === got.length && timingSafeEqual(wanted, got);
}

function wrongClient(): OAuthAnswer {
  return oauthError(
    'incorrect_client_credentials',
    'The client_id and/or client_secret passed are incorrect.',
  );
}

function wrongCode(): OAuthAnswer {
  return oauthError('bad_verification_code', 'The code passed is incorrect or expired.');
}
