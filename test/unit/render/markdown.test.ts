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
    `a \\<!-${z}- claude-orchestrator:sticky --> b`,
  ],
  ['images are their description', '![a cat](http://x/cat.png "t")', 'a cat'],
  ['headings are bold', '# One\n\n## Two', '**One**\n\n**Two**'],
  [
    'web links stay, and say where they lead',
    '[a](https://example.com/x)',
    '[a](https://example.com/x) (example.com)',
  ],
  ['other links are text', '[a](javascript:alert(1)) [b](/etc) <mailto:c@d.e>', `a b mailto:c@${z}d.e`],
  [
    'reference links are followed',
    '[a][r] [b][s]\n\n[r]: https://example.com\n[s]: data:text/html,x',
    '[a](https://example.com/) (example.com) b',
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
  ['a box to tick is drawn', '- [ ] a\n- [x] b', '- ☐ a\n- ☑ b'],
  ['a formula is text', 'costs $5, or $x$', 'costs \\$5, or \\$x\\$'],
  ['a box of GitHub is a quote', '> [!WARNING]\n> a', `> \\[!${z}WARNING]\n> a`],
  ['a diagram is its source', '```mermaid\na-->b\n```', '```text\na-->b\n```'],
  [
    'a bare address is a link that GitHub does not unfold',
    'https://a.example/b',
    `[https:${z}//a.example/b](https://a.example/b)`,
  ],
  ['no bot is called', 'ok\n/merge\n`/usr/bin` /opt/x', `ok\n${z}/merge\n\`/usr/bin\` /opt/x`],
  [
    'no bot is called in code',
    '```\n/merge\n/usr/bin -x\n@Inject() a\n```',
    `\`\`\`\n${z}/merge\n/usr/bin -x\n@Inject() a\n\`\`\``,
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

test.each([
  ['emphasis', `${'*_'.repeat(5000)}a`],
  ['emphasis in pairs', '**a*'.repeat(2500)],
  ['strikethrough', '~a'.repeat(5000)],
  ['links left open', '[a]('.repeat(2500)],
  ['brackets closed', ']'.repeat(10_000)],
  ['footnotes', '[^a]'.repeat(2500)],
  ['mail addresses', `${'a-_.'.repeat(2500)}@`],
  ['a mail address without end', 'a-.'.repeat(3000)],
  ['code', '`a'.repeat(5000)],
  ['tags', '<b>'.repeat(3300)],
  ['rows', '|a|b|\n'.repeat(1500)],
  ['items', '- a\n'.repeat(2500)],
  ['quotes', `${'> '.repeat(30)}x\n`.repeat(100)],
  ['steps', Array.from({ length: 130 }, (_, depth) => `${' '.repeat(depth)}- a\n`).join('')],
])('what would take long to parse is shown as code: %s', (_, text) => {
  for (const source of [text, text.repeat(10)]) {
    expect(modelMarkdown(source, 200_000)).toMatch(/^`{3,}\n/);
  }
});

test('ordinary markdown is never shown as code, however much of it there is', () => {
  const part = fc.constantFrom(
    'The `lock` in **`run()`** is *released* [twice](https://example.com/a_b), see `src/a.ts`.',
    '- first\n- second, with `code`\n  - and more',
    '1. one\n2. two',
    '> quoted from @someone',
    '```ts\nconst a: Map<string, number[]> = new Map();\nif (a[0] | b) c(a);\n```',
    '| a | b |\n| - | - |\n| `x` | y |',
    '## A heading',
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 120 }), (parts) => {
      const text = parts.join('\n\n');
      const markdown = modelMarkdown(`The start.\n\n${text}`);
      expect(markdown).toMatch(/^The start\.\n\n/);
    }),
    { numRuns: 100 },
  );
});

test('a suggestion of which nobody knows where it belongs cannot be applied', () => {
  expect(modelMarkdown('```suggestion\na\n```')).toBe('```text\na\n```');
  expect(modelMarkdown('- ~~~Suggestion x\n  a\n  ~~~')).not.toMatch(/suggestion/i);
  expect(modelMarkdown('```suggestion:-0+0\na')).toBe('```text\na\n```');
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
