import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRedactor } from '../../../contract/redact/redactor.ts';
import { encodings } from './encodings.ts';
import { fixed } from './samples.ts';
import { tokens } from './tokens.ts';

const redact = createRedactor({ secrets: Object.values(fixed), patterns: true });

/** Text of a job's log with secrets, whole and in parts, keys and their remains, long lines and short ones. */
const piece = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom(
    '\n',
    '\r\n',
    '\\n',
    ' ',
    '=',
    ',',
    '-----BEGIN RSA PRIVATE KEY-----\n',
    '-----END RSA PRIVATE KEY-----',
  ),
  fc.constantFrom(...Object.values(tokens)),
  fc
    .tuple(fc.constantFrom(...Object.values(fixed)), fc.constantFrom(...Object.values(encodings)))
    .map(([secret, encode]) => encode(secret)),
  fc
    .tuple(fc.constantFrom(...Object.values(fixed)), fc.nat(40), fc.integer({ min: 4, max: 50 }))
    .map(([secret, start, length]) => secret.slice(start, start + length)),
  fc.base64String({ minLength: 16, maxLength: 64 }).map((line) => `${line}\n`),
  fc
    .tuple(fc.constantFrom('a', 'ab ', '9/'), fc.integer({ min: 1, max: 9000 }))
    .map(([text, times]) => text.repeat(times)),
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

it('gives in pieces what the whole text gives, however it is cut', () => {
  fc.assert(
    fc.property(
      text,
      fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 40 }),
      (whole, sizes) => {
        const { push, end } = redact.stream();
        let out = '';
        for (let at = 0, turn = 0; at < whole.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          out += push(whole.slice(at, at + size));
          at += size;
        }
        expect(out + end()).toBe(asText(whole));
      },
    ),
    { numRuns: 300 },
  );
});

it('finds a secret that arrives character by character', () => {
  const { push, end } = redact.stream();
  let out = '';
  for (const char of `first ${fixed.apiKey} last\n${tokens['a token of npm']}\n`) out += push(char);
  expect(out + end()).toBe('first [redacted] last\n[redacted:npm]\n');
});

it('holds back no more than 30 KB, also of a line without an end', () => {
  const { push, end } = redact.stream();
  let given = 0;
  for (let sent = 1000; sent <= 1_000_000; sent += 1000) {
    given += push('x'.repeat(1000)).length;
    expect(sent - given).toBeLessThan(30_000);
  }
  expect(given + end().length).toBe(1_000_000);
});

/** A stream knows nothing of JSON: a line before it keeps the whole from beginning like it, and its lines where they are. */
function asText(whole: string): string {
  const before = '#\n';
  return redact(before + whole).slice(before.length);
}
