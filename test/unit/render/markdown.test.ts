import fc from 'fast-check';
import { marked } from 'marked';
import { expect, test } from 'vitest';
import { modelMarkdown } from '../../../action/render/markdown.ts';
import { sentNodes } from './read-markdown.ts';

const z = '\u200b';

test.each([
  ['raw HTML becomes visible text', 'a <img src=x onerror=y> b', 'a \\<img src=x onerror=y> b'],
  ['a block of HTML too', '<details>\n<summary>x</summary>', '\\<details>\n\\<summary>x\\</summary>'],
  [
    'comments are not hidden',
    'a <!-- claude-orchestrator:sticky --> b',
    'a \\<!-- claude-orchestrator:sticky --> b',
  ],
  ['images are their description', '![a cat](http://x/cat.png "t")', 'a cat'],
  ['headings are bold', '# One\n\n## Two', '**One**\n\n**Two**'],
  ['web links stay', '[a](https://example.com/x)', '[a](https://example.com/x)'],
  ['other links are text', '[a](javascript:alert(1)) [b](/etc) <mailto:c@d.e>', `a b mailto:c@${z}d.e`],
  [
    'reference links are followed',
    '[a][r] [b][s]\n\n[r]: https://example.com\n[s]: data:text/html,x',
    '[a](https://example.com) b',
  ],
  ['nobody is mentioned', '@everyone and @acme/team, a&#64;b', `@${z}everyone and @${z}acme/team, a@${z}b`],
  [
    'no issue is referred to',
    'fixes #12, GH-3 and acme/widgets#4',
    `fixes #${z}12, GH-${z}3 and acme/widgets#${z}4`,
  ],
  ['an open fence is closed', '```js\nlet a', '```js\nlet a\n```'],
  [
    'code stays as it is',
    '`@a #1 <b>` and\n\n```html\n<b>@a #1</b>\n```',
    '`@a #1 <b>` and\n\n```html\n<b>@a #1</b>\n```',
  ],
  ['direction tricks are taken out', 'a\u202eb\u0007c', 'abc'],
])('%s', (_, source, expected) => {
  expect(modelMarkdown(source)).toBe(expected);
});

test('is cut at a word, with whatever was open closed', () => {
  const text = modelMarkdown(`**Bold** and\n\n~~~\n${'word '.repeat(100)}`, 200);
  expect(text).toMatch(/word…\n```$/);
  expect(text.length).toBeLessThan(220);
});

test('what nests without end is shown as code', () => {
  expect(modelMarkdown('1) '.repeat(3000))).toMatch(/^```\n1\) 1\) /);
  expect(modelMarkdown(`${'>'.repeat(9000)} x`)).toContain('>>>>');
});

test('no text of any kind yields HTML, images, foreign links or mentions', () => {
  const bits = fc.constantFrom(
    '<b>',
    '</details>',
    '<!--',
    '-->',
    '`',
    '```\n',
    '\n\n',
    '\n',
    '[',
    '](',
    ')',
    'javascript:',
    'http://',
    '@all',
    '#1',
    '![',
    '|',
    '\\',
    '&lt;',
    '*',
    '- ',
    '> ',
    '    ',
    'a',
    ' ',
    '~',
    '_',
    '"',
    '[^1]',
    ':',
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 40 }), (parts) => {
      const nodes = sentNodes(modelMarkdown(parts.join('')));
      const types = new Set<string>(nodes.map(({ type }) => type));
      for (const type of ['html', 'image', 'imageReference', 'definition', 'heading'])
        expect(types).not.toContain(type);
      const urls = nodes.flatMap((node) => (node.type === 'link' ? [node.url] : []));
      expect(urls.filter((url) => !/^https?:/.test(url))).toEqual([]);
      const texts = nodes.flatMap((node) => (node.type === 'text' ? [node.value] : []));
      expect(texts.filter((text) => /@all|#1/.test(text))).toEqual([]);
      expect(marked.parse(modelMarkdown(parts.join('')), { async: false })).not.toMatch(
        /<b>|<\/details>|<img/,
      );
    }),
    { numRuns: 2000 },
  );
});
