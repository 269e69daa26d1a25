import { randomBytes, randomInt } from 'node:crypto';
import { badCredentials } from '../http/problem.ts';
import type { User } from '../user.ts';
import type { World } from '../world.ts';
import { type NewOAuthApp, newOAuthApp, type OAuthApp } from './oauth-app.ts';

/** What a test may do where people would; `github.oauth`. */
export interface OAuthControls {
  createApp(options: NewOAuthApp): OAuthApp;
  /** Whoever is in the browser from now on says yes to each app; null: nobody is signed in. */
  signIn(login: string | null): void;
  /** The person in the browser says no, until somebody signs in. */
  deny(): void;
  approveDevice(userCode: string, login: string): void;
  denyDevice(userCode: string): void;
  /** As though its 15 minutes were over. */
  expireDevice(userCode: string): void;
  /** The person takes back what they gave: no token of theirs from an app is good. */
  revoke(login: string): void;
  /** A token as an app would have got it. */
  issueToken(login: string, scopes: readonly string[]): string;
}

export interface Code {
  readonly app: OAuthApp;
  readonly user: User;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly challenge: string | null;
  readonly expiresAtMs: number;
}

export interface DeviceCode {
  readonly app: OAuthApp;
  readonly userCode: string;
  readonly scopes: readonly string[];
  expiresAtMs: number;
  intervalSeconds: number;
  askedAtMs: number | null;
  decision: { readonly user: User } | 'denied' | null;
}

const CODE_LIFETIME_MS = 10 * 60 * 1000;
const DEVICE_LIFETIME_MS = 15 * 60 * 1000;
/** Neither vowels nor digits, so that no code is a word. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';

/** OAuth apps, and what people have allowed them. */
export class OAuth implements OAuthControls {
  readonly apps: OAuthApp[] = [];
  readonly devices = new Map<string, DeviceCode>();
  browser: { readonly user: User; readonly approves: boolean } | null = null;
  readonly #codes = new Map<string, Code>();
  readonly #world: World;
  readonly #revocations = new Map<number, number>();

  constructor(world: World) {
    this.#world = world;
  }

  createApp(options: NewOAuthApp): OAuthApp {
    const app = newOAuthApp(this.#world, options);
    this.apps.push(app);
    return app;
  }

  signIn(login: string | null): void {
    this.browser = login === null ? null : { user: this.#world.userOrNew(login), approves: true };
  }

  deny(): void {
    if (this.browser === null) throw new Error('Nobody is signed in; call `signIn` first.');
    this.browser = { ...this.browser, approves: false };
  }

  approveDevice(userCode: string, login: string): void {
    this.#device(userCode).decision = { user: this.#world.userOrNew(login) };
  }

  denyDevice(userCode: string): void {
    this.#device(userCode).decision = 'denied';
  }

  expireDevice(userCode: string): void {
    this.#device(userCode).expiresAtMs = 0;
  }

  revoke(login: string): void {
    const { id } = this.#world.userOrNew(login);
    this.#revocations.set(id, this.#revokedTimes(id) + 1);
  }

  issueToken(login: string, scopes: readonly string[]): string {
    const user = this.#world.userOrNew(login);
    const times = this.#revokedTimes(user.id);
    const refusal = (): ReturnType<typeof badCredentials> | null =>
      this.#revokedTimes(user.id) === times ? null : badCredentials();
    return this.#world.addToken('gho_', { kind: 'user', user, scopes, refusal });
  }

  issueCode(code: Omit<Code, 'expiresAtMs'>): string {
    const text = randomBytes(10).toString('hex');
    this.#codes.set(text, { ...code, expiresAtMs: Date.now() + CODE_LIFETIME_MS });
    return text;
  }

  /** Takes a code, which is good once, whatever comes of it. */
  takeCode(text: string): Code | null {
    const code = this.#codes.get(text);
    this.#codes.delete(text);
    return code === undefined || code.expiresAtMs < Date.now() ? null : code;
  }

  startDevice(
    app: OAuthApp,
    scopes: readonly string[],
  ): { code: string; device: DeviceCode; lifetimeMs: number } {
    const letters = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    const device: DeviceCode = {
      app,
      scopes,
      userCode: `${letters.slice(0, 4)}-${letters.slice(4)}`,
      expiresAtMs: Date.now() + DEVICE_LIFETIME_MS,
      intervalSeconds: app.deviceIntervalSeconds,
      askedAtMs: null,
      decision: null,
    };
    const code = randomBytes(20).toString('hex');
    this.devices.set(code, device);
    return { code, device, lifetimeMs: DEVICE_LIFETIME_MS };
  }

  #device(userCode: string): DeviceCode {
    const device = [...this.devices.values()].find((one) => one.userCode === userCode);
    if (device === undefined) throw new Error(`No device was given the code ${userCode}.`);
    return device;
  }

  #revokedTimes(userId: number): number {
    return this.#revocations.get(userId) ?? 0;
  }
}
