import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inlineCode } from '../../../action/render/code.ts';
import { titleHtml, titleMarkdown } from '../../../action/render/title.ts';
import { unplacedFindings } from '../../../action/render/unplaced-findings.ts';
import { sentNodes } from './read-markdown.ts';

const z = '\u200b';

test.each([
  ['plain words stay plain', 'The lock (v2.1) is released - twice.', 'The lock (v2.1) is released - twice.'],
  ['code stays code', '`a|b` and `f()`', '<code>a&#124;b</code> and `f()`'],
  ['one line', 'a\r\n\tb', 'a b'],
  ['markup is text', '**b** [x](y) _i_ <b>', '\\*\\*b\\*\\* &#91;x&#93;(y) \\_i\\_ &#60;b&#62;'],
  ['nobody is told', '@everyone fixes #12', `@${z}everyone fixes #${z}12`],
  ['no list, heading or number begins', '# a', '\\# a'],
  ['no list, heading or number begins', '1. a', '1\\. a'],
])('%s', (_, title, expected) => {
  expect(titleMarkdown(title)).toBe(expected);
});

test('is cut to 200 characters as a reader counts them', () => {
  const title = titleMarkdown('👩‍👩‍👧'.repeat(1000));
  expect(title).toBe(`${'👩‍👩‍👧'.repeat(199)}…`);
});

test('no title breaks out of a link in a table', () => {
  const bits = fc.constantFrom(
    '|',
    '`',
    '[',
    ']',
    '(',
    ')',
    '\\',
    '<b>',
    '</details>',
    '\n',
    '*',
    '_',
    '@all',
    'https://x.y',
    'www.x.y',
    '!',
    '&amp;',
    '~',
    'a',
    ' ',
    '#1',
    '$',
  );
  fc.assert(
    fc.property(fc.array(bits, { minLength: 1, maxLength: 30 }), (parts) => {
      const title = titleMarkdown(parts.join(''));
      const nodes = sentNodes(`| a | b |\n| - | - |\n| x | **[${title}](https://ok.example)**<br>y |`);
      const links = nodes.flatMap((node) => (node.type === 'link' ? [node.url] : []));
      expect(links).toEqual(['https://ok.example']);
      expect(nodes.filter(({ type }) => type === 'tableCell')).toHaveLength(4);
      const html = nodes.flatMap((node) => (node.type === 'html' ? [node.value] : []));
      expect(html.filter((tag) => !['<br>', '<code>', '</code>'].includes(tag))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('a title of which nothing is visible still has something to click', () => {
  expect(titleMarkdown('\u202e\u0007')).toBe('(empty)');
});

test('in HTML nothing opens or closes a tag', () => {
  expect(titleHtml('</summary> & "x" @all')).toBe(`&#60;/summary&#62; &#38; &#34;x&#34; @${z}all`);
});

test('in HTML code is code', () => {
  expect(titleHtml('`f(a)` fails')).toBe('<code>f&#40;a&#41;</code> fails');
});

test('any path can be written as code', () => {
  expect(inlineCode('src/a b.ts:3')).toBe('`src/a b.ts:3`');
  expect(inlineCode('a\\|b`\n')).toBe('<code>a&#92;&#124;b&#96;&#10;</code>');
});

test('code is code in the line that unfolds an explanation', () => {
  const finding = {
    id: 'a',
    path: 'a.ts',
    line: 1,
    side: 'RIGHT',
    severity: 'low',
    category: 'tests',
    title: 'The `lock` stays',
    status: 'new',
    commentUrl: null,
    unplaced: 'the line is outside the diff',
    explanation: 'Why.',
  } as const;
  const text = unplacedFindings([finding], { explanationLength: 100, explained: 1 });
  expect(text).toContain('<summary>🔵 <b>The <code>lock</code> stays</b> · a.ts:1</summary>');
});
