import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha512Of } from '../../../action/claude-install/integrity.ts';

const hash = createHash('sha512').update('claude').digest('base64');

it('reads a sha512', () => {
  expect(sha512Of(`sha512-${hash}`)).toBe(hash);
});

it('reads a sha512 among others, and before its options', () => {
  expect(sha512Of(`sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk= sha512-${hash}?x`)).toBe(hash);
});

it.each([
  undefined,
  '',
  'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=',
  'sha512-',
  `sha512-${hash.slice(4)}`,
  `md5sha512-${hash}`,
])('finds none in %j', (integrity) => {
  expect(sha512Of(integrity)).toBeNull();
});
