import { randomBytes } from 'node:crypto';
import type { World } from '../world.ts';

export interface NewOAuthApp {
  /** Where people come back to; a loopback address matches on every port. */
  readonly callbackUrl: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Off, as on GitHub, unless it is asked for. */
  readonly deviceFlow?: boolean;
  /** How long a device is told to wait between two questions; 5 as GitHub says, if left out. */
  readonly deviceIntervalSeconds?: number;
}

export interface OAuthApp extends Required<NewOAuthApp> {
  readonly name: string;
}

export function newOAuthApp(world: World, options: NewOAuthApp): OAuthApp {
  return {
    name: `oauth-app-${world.nextId()}`,
    clientId: `Ov23li${randomBytes(7).toString('hex')}`,
    clientSecret: randomBytes(20).toString('hex'),
    deviceFlow: false,
    deviceIntervalSeconds: 5,
    ...options,
  };
}

/** GitHub's rule: the same host and port (any port on loopback), and the callback's path or one below it. */
export function mayReturnTo(app: OAuthApp, redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const [wanted, registered] = [new URL(redirectUri), new URL(app.callbackUrl)];
  const isLoopback = registered.hostname === '127.0.0.1' || registered.hostname === '[::1]';
  const sameHost = isLoopback ? wanted.hostname === registered.hostname : wanted.host === registered.host;
  const folder = registered.pathname.replace(/\/?$/, '/');
  const below = wanted.pathname === registered.pathname || wanted.pathname.startsWith(folder);
  return wanted.protocol === registered.protocol && sameHost && below;
}
