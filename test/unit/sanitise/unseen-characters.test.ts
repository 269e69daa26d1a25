import { describe, expect, test } from 'vitest';
import { quotePath, revealCode } from '../../../action/sanitise/code.ts';
import { sanitiseMarkdown } from '../../../action/sanitise/markdown.ts';
import { describeRemoved } from '../../../action/sanitise/removed.ts';
import { sanitiseLine, sanitiseText } from '../../../action/sanitise/text.ts';

const tags = (text: string): string =>
  String.fromCodePoint(...[...text].map((one) => 0xe0000 + one.charCodeAt(0)));
const wales = `\u{1f3f4}${tags('gbwls')}\u{e007f}`;

describe('are taken out of text', () => {
  test.each([
    ['zero width', 'a\u200bb\u2060c\ufeffd\u00ade\u034ff\u3164g\u115fh', 'abcdefgh', { invisible: 7 }],
    ['direction', 'a\u202eb\u2066c\u200fd\u061ce', 'abcde', { direction: 4 }],
    ['tags', `a${tags('ignore')}b`, 'ab', { tagCharacter: 6 }],
    ['a flag of no known region', `\u{1f3f4}${tags('ustx')}\u{e007f}`, '\u{1f3f4}', { tagCharacter: 5 }],
    ['selectors that select nothing', 'a\ufe0f\u{e0100}b❤\ufe0f\ufe0f', 'ab❤\ufe0f', { invisible: 3 }],
    [
      'joiners that join nothing',
      'a\u200db\u200c👩\u200dx می\u200c\u200cا',
      'ab👩x می\u200cا',
      { invisible: 4 },
    ],
    ['annotations', 'a\ufff9b\ufffac\ufffbd', 'abcd', { invisible: 3 }],
    ['control characters', 'a\u0000b\u0008c\u007fd\u0085e', 'abcde', { control: 4 }],
    ['halves of characters', 'a\ud800\u200b\udc00b', 'a\ufffd\ufffdb', { control: 2, invisible: 1 }],
    ['every way to say new line', 'a\rb\r\nc\u2028d', 'a\nb\r\nc\nd', { control: 1, invisible: 1 }],
    ['colours', '\u001b[31;1mred\u001b[0m \u009b1mbold', 'red bold', { escapeSequence: 3 }],
    ['titles of terminals', 'a\u001b]0;secret\u0007b\u009d8;;http://x\u009cc', 'abc', { escapeSequence: 2 }],
    [
      'device strings',
      'a\u001bPsecret\u001b\\b\u0090secret\u009cc\u001b_secret\nd',
      'abc\nd',
      { escapeSequence: 3 },
    ],
    [
      'sequences with something invisible in them',
      'a\u001b\u200b[31mb',
      'a[31mb',
      { escapeSequence: 1, invisible: 1 },
    ],
  ])('%s', (_, source, text, removed) => {
    expect(sanitiseText(source)).toEqual({ text, removed });
  });

  test('also where they are written as references', () => {
    expect(sanitiseMarkdown('a&#8203;b&shy;c&#x202e;d&#xE0041;').text).toBe('abcd');
    expect(sanitiseMarkdown('می&zwnj;خواهم').text).toBe('می&zwnj;خواهم');
  });
});

test('stay where they are seen', () => {
  for (const text of [
    '👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍💻 ❤️ ☎︎ 1️⃣ 🇩🇪',
    wales,
    'می‌خواهم نمی‌دانم',
    'क्‍ष र्‍य শ্‌প',
    '葛󠄀 邉󠄁 ∩︀',
    'ᠠ᠋ᠨ᠎ᠠ',
    'שלום עולם مرحبا بالعالم',
    '\ue0b0 \uf8ff',
    'a\tb\r\nc',
  ]) {
    expect(sanitiseText(text)).toEqual({ text, removed: {} });
    expect(revealCode(text)).toEqual({ text, removed: {} });
  }
});

test('are spelled out in code, where nothing is taken away', () => {
  expect(revealCode('if (a) {\u202e } \u2066// \u200b\u001b[31m\u0000\u{e0041}\ud800')).toEqual({
    text: 'if (a) {⟦U+202E⟧ } ⟦U+2066⟧// ⟦U+200B⟧⟦U+001B⟧[31m⟦U+0000⟧⟦U+E0041⟧⟦U+D800⟧',
    removed: { direction: 2, invisible: 1, control: 3, tagCharacter: 1 },
  });
  expect(sanitiseMarkdown('`a\u200bb`\u200b\n\n```\n\u202ex\n```').text).toBe(
    '`a⟦U+200B⟧b`\n\n```\n⟦U+202E⟧x\n```',
  );
});

test('of a path are escapes that JSON reads back', () => {
  const path = 'src/\u202eevil"\u{e0041}\n.ts';
  expect(quotePath(path)).toBe('"src/\\u202eevil\\"\\udb40\\udc41\\n.ts"');
  expect(JSON.parse(quotePath(path))).toBe(path);
});

test('a line is one line', () => {
  expect(sanitiseLine(' a\n\u2028 b\u200b\tc\r').text).toBe('a b c');
});

test('are told in words', () => {
  expect(describeRemoved({ invisible: 14, comment: 2, cell: 1 })).toBe(
    '2 HTML comments, 1 hidden table cell, 14 invisible characters',
  );
  expect(describeRemoved({})).toBe('');
});
