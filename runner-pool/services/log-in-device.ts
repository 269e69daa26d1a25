import { randomUUID } from 'node:crypto';
import * as oauth from 'oauth4webapi';
import type { MadeApiToken } from '../../contract/api-token.ts';
import type { DeviceLogin, DeviceTokenRequest } from '../../contract/device-login.ts';
import { hashOf, newApiToken } from '../auth/api-token.ts';
import { askGitHubWho } from '../auth/github-person.ts';
import { askedScope, type SignInServer } from '../auth/github-sign-in.ts';
import { scopesOfRole } from '../auth/roles.ts';
import { seal, unseal } from '../auth/seal.ts';
import { insertApiToken, revokeTokensOfPerson } from '../store/api-tokens.ts';
import { type Membership, membershipsOf, roleOf } from '../store/members.ts';
import type { DevicePace } from './device-pace.ts';
import { joinOrganizations } from './join-organizations.ts';
import type { LogInDeps } from './log-in.ts';

export interface DeviceDeps extends LogInDeps {
  readonly devicePace: DevicePace;
}

export type DeviceBegun =
  | { readonly kind: 'begun'; readonly device: DeviceLogin }
  | { readonly kind: 'refused'; readonly why: string };

export type DeviceAsked =
  | { readonly kind: 'made'; readonly token: MadeApiToken }
  /** RFC 8628's words, GitHub's own among them. */
  | { readonly kind: 'no token'; readonly error: string; readonly intervalSeconds: number }
  | { readonly kind: 'choose an organization'; readonly among: readonly Membership[] }
  | { readonly kind: 'no organization'; readonly userId: number; readonly login: string }
  | { readonly kind: 'github away' };

const purpose = 'device';
const tokenLifeMs = 30 * 86_400_000;
/** Of one person in one organization: each login of a command line makes one. */
const mostTokens = 10;
const usualIntervalSeconds = 5;
const longestSeconds = 1_800;

/** GitHub's device code leaves sealed: with it and the client id anybody could fetch the person's GitHub token. */
export async function beginDeviceLogin(deps: DeviceDeps, at: SignInServer): Promise<DeviceBegun> {
  const { server, client, clientAuth, options } = at;
  const within = { ...options, signal: options.signal() };
  try {
    const asked = { scope: askedScope };
    const answer = await oauth.deviceAuthorizationRequest(server, client, clientAuth, asked, within);
    const device = await oauth.processDeviceAuthorizationResponse(server, client, answer);
    const lifeSeconds = Math.min(device.expires_in, longestSeconds);
    const intervalSeconds = device.interval ?? usualIntervalSeconds;
    const content = { code: device.device_code, intervalSeconds };
    const sealing = { key: deps.keys.logins, purpose, clock: deps.clock, lifeSeconds };
    return {
      kind: 'begun',
      device: {
        deviceCode: await seal(content, sealing),
        userCode: device.user_code,
        verificationUri: device.verification_uri,
        expiresInSeconds: lifeSeconds,
        intervalSeconds,
      },
    };
  } catch (error) {
    return { kind: 'refused', why: error instanceof oauth.ResponseBodyError ? error.error : '' };
  }
}

/** One question of a device is at most one question to GitHub; the device does the waiting. */
export async function askForDeviceToken(
  deps: DeviceDeps,
  at: SignInServer,
  request: DeviceTokenRequest,
): Promise<DeviceAsked> {
  const device = await unseal(request.deviceCode, { key: deps.keys.logins, purpose, clock: deps.clock });
  const { code, intervalSeconds } = device ?? {};
  if (typeof code !== 'string' || typeof intervalSeconds !== 'number')
    return { kind: 'no token', error: 'expired_token', intervalSeconds: 0 };
  const waitSeconds = deps.devicePace.ask(code, intervalSeconds);
  if (waitSeconds !== null) return { kind: 'no token', error: 'slow_down', intervalSeconds: waitSeconds };
  const answer = await pollGitHub(at, code);
  if ('error' in answer) {
    const { error, slowerSeconds } = answer;
    return { kind: 'no token', error, intervalSeconds: deps.devicePace.answered(code, slowerSeconds) };
  }
  if ('away' in answer) return { kind: 'github away' };
  const person = await askGitHubWho(deps.config.github.apiUrl, answer.accessToken).catch(() => null);
  if (person === null) return { kind: 'github away' };
  await joinOrganizations(deps, person);
  return tokenFor(deps, person, request);
}

type Polled =
  | { readonly accessToken: string }
  | { readonly error: string; readonly slowerSeconds: number }
  | { readonly away: true };

async function pollGitHub(
  { server, client, clientAuth, options }: SignInServer,
  code: string,
): Promise<Polled> {
  const within = { ...options, signal: options.signal() };
  try {
    const answer = await oauth.deviceCodeGrantRequest(server, client, clientAuth, code, within);
    const { access_token: accessToken } = await oauth.processDeviceCodeResponse(server, client, answer);
    return { accessToken };
  } catch (error) {
    if (!(error instanceof oauth.ResponseBodyError)) return { away: true };
    const { interval } = error.cause;
    const wanted = typeof interval === 'number' ? interval : 2 * usualIntervalSeconds;
    return { error: error.error, slowerSeconds: error.error === 'slow_down' ? wanted : 0 };
  }
}

async function tokenFor(
  { database, clock }: DeviceDeps,
  { userId, login }: { readonly userId: number; readonly login: string },
  { organization, name }: DeviceTokenRequest,
): Promise<DeviceAsked> {
  const all = await database.lookUp({ name: 'user_id', value: String(userId) }, async (tx) =>
    membershipsOf(tx, userId),
  );
  const among = all.filter(({ orgId }) => organization === undefined || orgId === organization);
  const [only] = among;
  if (only === undefined) return { kind: 'no organization', userId, login };
  if (among.length > 1) return { kind: 'choose an organization', among };
  const { orgId } = only;
  const text = newApiToken();
  return database.inOrganization(orgId, async (tx) => {
    const role = await roleOf(tx, orgId, userId);
    if (role === null) return { kind: 'no organization', userId, login };
    const token = await insertApiToken(tx, {
      orgId,
      id: randomUUID(),
      name: name ?? 'command line',
      hash: hashOf(text),
      scopes: scopesOfRole(role),
      userId,
      createdBy: login,
      expiresAt: new Date(clock() + tokenLifeMs).toISOString(),
    });
    await revokeTokensOfPerson(tx, { orgId, userId, keep: mostTokens });
    return { kind: 'made', token: { token: text, ...token } };
  });
}
