import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRedactor, redacted } from '../../../contract/redact/redactor.ts';
import { encodings } from './encodings.ts';
import { anySecret, apiKey, fixed, githubToken } from './samples.ts';

it.each(Object.entries(encodings))('shows nothing that depends on a token as %s', (_name, encode) => {
  const shown = (secret: string): string =>
    createRedactor({ secrets: [secret], patterns: false })(`before <<${encode(secret)}>> after`);
  const sameKind = fc.oneof(fc.tuple(apiKey, apiKey), fc.tuple(githubToken, githubToken));
  fc.assert(
    fc.property(sameKind, ([one, other]) => {
      expect(shown(one)).toContain(redacted);
      expect(shown(one)).toBe(shown(other));
    }),
    { numRuns: 20 },
  );
});

/** The others put so much around a value that it would be taken for a part of it. */
const bare = Object.entries(encodings).filter(([, encode]) => encode('').length < 16);

it.each(bare)('hides a secret of any characters as %s', (_name, encode) => {
  fc.assert(
    fc.property(anySecret, (secret) => {
      const form = encode(secret);
      const shown = createRedactor({ secrets: [secret], patterns: false })(`before ${form} after`);
      expect(longestShared(shown.replaceAll(redacted, '\u0000'), form)).toBeLessThan(16);
    }),
    { numRuns: 20 },
  );
});

it.each([
  ['form data, that leaves stars alone', " ! { *    '          !"],
  ['double quotes of a shell', '!   `!         !'],
  ['pieces as items of a list', ' !!!!!!!!!!-!!!!!'],
  ['pieces in a table', ' !! !!!!!!!!! !!!!!'],
  ['fullwidth letters', ' 𐀀 𐀀    𐀀𐀀!！  !             '],
])('hides as %s', (name, secret) => {
  const form = encodings[name.split(',')[0] ?? '']?.(secret) ?? '';
  const shown = createRedactor({ secrets: [secret], patterns: false })(`before ${form} after`);
  expect(longestShared(shown.replaceAll(redacted, '\u0000'), form)).toBeLessThan(16);
});

it('hides any 16 characters in a row, and no fewer than make a part', () => {
  const redact = createRedactor({ secrets: [fixed.apiKey], patterns: false });
  fc.assert(
    fc.property(fc.nat(fixed.apiKey.length - 16), fc.integer({ min: 16, max: 60 }), (start, length) => {
      const part = fixed.apiKey.slice(start, start + length);
      expect(redact(`a ${part} b`)).toBe(`a ${redacted} b`);
    }),
  );
  expect(redact(`the key begins with ${fixed.apiKey.slice(0, 13)}`)).not.toContain(redacted);
});

it('hides every line of a secret of several lines, with other line breaks too', () => {
  const lines = [
    '-----BEGIN KEY-----',
    'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo',
    'cXJzdHV2d3h5',
    'eHl6MTIz',
    '-----END KEY-----',
  ];
  const redact = createRedactor({ secrets: [lines.join('\n')], patterns: false });
  // What every key has in common stays: it says that one stood here.
  const hidden = /^-----BEGIN KEY-----\s*\[redacted\]\s*-----END KEY-----$/;
  for (const lineBreak of ['\n', '\r\n', '']) expect(redact(lines.join(lineBreak))).toMatch(hidden);
  expect(redact(`> ${lines[1]}`)).toBe(`> ${redacted}`);
  expect(redact(`> ${lines[2]}`)).toBe(`> ${redacted}`);
});

it('hides a secret of 8 characters, and leaves shorter ones alone', () => {
  expect(createRedactor({ secrets: ['hunter22'], patterns: false })('pw=hunter22;')).toBe(`pw=${redacted};`);
  expect(createRedactor({ secrets: ['short', ''], patterns: false })('short text')).toBe('short text');
});

it('leaves text without secrets as it is', () => {
  const redact = createRedactor({ secrets: [fixed.apiKey], patterns: false });
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(redact(text)).toBe(text);
    }),
  );
});

it('never leaves half of a surrogate pair', () => {
  const secret = '🔑🗝️🔐🔏🔒🔓🖋️📝🗒️🗓️';
  const redact = createRedactor({ secrets: [secret], patterns: false });
  expect(redact(`🙂${secret}🙂`)).toBe(`🙂${redacted}🙂`);
  // The halves before and after it are alike, and would be taken for a part.
  const [alike, other] = ['\ud83d\ude42', '\ud83d\udd11'];
  const half = createRedactor({ secrets: [`abcdefghijklmnop${other}`], patterns: false });
  expect(half(`abcdefghijklmnop${alike}`).isWellFormed()).toBe(true);
});

it('finds a secret that repeats itself', () => {
  const redact = createRedactor({ secrets: ['a'.repeat(40)], patterns: false });
  expect(redact(`x${'a'.repeat(500)}x`)).toBe(`x${redacted}x`);
});

function longestShared(text: string, form: string): number {
  let longest = 0;
  for (let start = 0; start < form.length; start += 1) {
    while (text.includes(form.slice(start, start + longest + 1)) && start + longest < form.length)
      longest += 1;
  }
  return longest;
}
