import { randomBytes } from 'node:crypto';

const secretBytes = 32;

/** What a browser keeps of a login: 256 random bits, 43 characters. */
export function newLoginToken(): string {
  return randomBytes(secretBytes).toString('base64url');
}

export function isLoginToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** A login that is not used ends after 12 hours, and any after 7 days. */
export const loginIdleMs = 12 * 3_600_000;
export const loginLifeMs = 7 * 24 * 3_600_000;
