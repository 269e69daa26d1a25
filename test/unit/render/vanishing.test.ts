import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelMarkdown } from '../../../action/render/markdown.ts';
import { dangersOf } from './hostile.ts';
import { sentNodes } from './read-markdown.ts';

/** What names somebody or something, calls a bot or draws a box, taken apart. */
const fragments =
  '@ oct ocat acme / admins # 1 2 - 3 approve ! merge [ WARNING ] http s : // evil.example w ww . dead bee1 bors r ? + _ *'
    .split(' ')
    .concat(' GH', ' ', '\n', '> ', '<!--', '\n\n');

/** What a reader does not see of a text, around a fragment that he does. */
const wrappings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `![${text}](x)`,
  (text) => `![${text}](x "title")`,
  (text) => `![${text}][ref]`,
  (text) => `[${text}](#)`,
  (text) => `[${text}](# "title")`,
  (text) => `[${text}][ref]`,
  (text) => `<${text}>`,
  (text) => `[^${text}]`,
  (text) => `**${text}**`,
  (text) => `_${text}_`,
  (text) => `~~${text}~~`,
  (text) => [...text].map((one) => `&#${one.codePointAt(0)};`).join(''),
  (text) => `${text}![](x)`,
  (text) => `${text}**![](x)**`,
  (text) => `${text}[](#)`,
  (text) => `${text}\`\u200b\``,
  (text) => `${text}\u200b`,
  (text) => `${text}\u00ad`,
  (text) => `${text}&#8203;`,
  (text) => `${text}<b></b>`,
  (text) => `${text}\\\n`,
  (text) => `${text}  \n`,
  (text) => `${text}****`,
];

const piece = fc
  .tuple(fc.constantFrom(...fragments), fc.constantFrom(...wrappings))
  .map(([text, wrap]) => wrap(text));

test('nothing comes together of what stood apart', () => {
  fc.assert(
    fc.property(fc.array(piece, { minLength: 2, maxLength: 8 }), (pieces) => {
      const text = `${pieces.join('')}\n\n[ref]: #\n\n[^1]: x`;
      expect(dangersOf(modelMarkdown(text))).toEqual([]);
    }),
    { numRuns: 3000 },
  );
}, 30_000);

test.each([
  ['@![octocat](x)', '@octocat'],
  ['@[acme/admins](#)', '@acme/admins'],
  ['acme/shop#![12](x)', 'acme/shop#12'],
  ['GH![-3](x)', 'GH-3'],
  ['![/](x)![approve](x)', '/approve'],
  ['![!](x)[merge](x)', '!merge'],
  ['> [![!WARNING](x)]', '[!WARNING]'],
  ['dead[bee1](#)', 'deadbee1'],
  ['w![ww.evil](x).example', 'www.evil.example'],
])('%j is read as %s, and is none', (text, read) => {
  const shown = modelMarkdown(text);
  const texts = sentNodes(shown).flatMap((node) => (node.type === 'text' ? [node.value] : []));
  expect(texts.join('').replaceAll('\u200b', '')).toBe(read);
  expect(texts.join('')).not.toBe(read);
  expect(dangersOf(shown)).toEqual([]);
});

test('no piece of a long name of a commit is long enough to name one', () => {
  const sha = '0123456789abcdef0123456789abcdef01234567';
  const shown = modelMarkdown(`in ${sha} and beef${sha.slice(0, 36)}`);
  expect(shown.match(/[\da-f]{7}/g)).toBeNull();
  expect(shown.replaceAll('\u200b', '')).toContain(sha);
});

test.each(['**![](x)**', '~~&#8203;~~', '# ![](x)', '`\u200b` a `\u200b`', '_<b>_'])(
  'no mark is left of %j around nothing',
  (text) => {
    expect(modelMarkdown(`${text}\n\nafter`)).not.toMatch(/[*~`]|__/);
  },
);
