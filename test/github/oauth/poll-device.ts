import type { OAuth } from './oauth.ts';
import { type OAuthAnswer, oauthError, tokenAnswer } from './oauth-answer.ts';
import type { OAuthApp } from './oauth-app.ts';

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** POST /login/device/code; null where there is no such app. */
export function startDevice(
  oauth: OAuth,
  from: {
    readonly clientId: string | undefined;
    readonly scopes: readonly string[];
    readonly serverUrl: string;
  },
): OAuthAnswer | null {
  const app = oauth.apps.find((candidate) => candidate.clientId === from.clientId);
  if (app === undefined) return null;
  if (!app.deviceFlow) return disabled();
  const { code, device, lifetimeMs } = oauth.startDevice(app, from.scopes);
  return {
    device_code: code,
    user_code: device.userCode,
    verification_uri: `${from.serverUrl}/login/device`,
    expires_in: lifetimeMs / 1000,
    interval: device.intervalSeconds,
  };
}

/** A device asks whether the person has decided. Whoever asks too soon must wait longer from then on. */
export function pollDevice(oauth: OAuth, app: OAuthApp, code: string | undefined): OAuthAnswer {
  if (!app.deviceFlow) return disabled();
  const device = oauth.devices.get(code ?? '');
  if (device === undefined || device.app !== app) {
    return oauthError('incorrect_device_code', 'The device_code provided is not valid.');
  }
  const now = Date.now();
  if (device.expiresAtMs < now) return oauthError('expired_token', 'The device_code has expired.');
  const isTooSoon = device.askedAtMs !== null && now - device.askedAtMs < device.intervalSeconds * 1000;
  device.askedAtMs = now;
  if (isTooSoon) {
    device.intervalSeconds += app.deviceIntervalSeconds;
    const interval = device.intervalSeconds;
    return oauthError('slow_down', 'Too many requests have been made in the same timeframe.', { interval });
  }
  const { decision } = device;
  if (decision === null)
    return oauthError('authorization_pending', 'The authorization request is still pending.');
  oauth.devices.delete(code ?? '');
  if (decision === 'denied') return oauthError('access_denied', 'The authorization request was denied.');
  return tokenAnswer(oauth.issueToken(decision.user.login, device.scopes), device.scopes);
}

function disabled(): OAuthAnswer {
  return oauthError('device_flow_disabled', 'Device Flow must be explicitly enabled for this App.');
}
