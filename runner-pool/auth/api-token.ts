import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const secretChars = 40;
const checkChars = 6;

/** A new API token: `co_`, 40 random characters (238 bits), 6 of a checksum, so that a scanner knows a real one without asking. */
export function newApiToken(): string {
  const secret = Array.from({ length: secretChars }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `co_${secret}${checksum(secret)}`;
}

/** Whether this can be one at all: nothing is looked up for what cannot. */
export function isApiToken(text: string): boolean {
  const secret = /^co_([0-9A-Za-z]{40})([0-9A-Za-z]{6})$/.exec(text);
  return secret?.[1] !== undefined && checksum(secret[1]) === secret[2];
}

/** What is kept of a token: it is random enough to need no salt. Hexadecimal. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function checksum(secret: string): string {
  let left = crc32(secret);
  let text = '';
  while (text.length < checkChars) {
    text = (alphabet[left % alphabet.length] ?? '') + text;
    left = Math.floor(left / alphabet.length);
  }
  return text;
}
