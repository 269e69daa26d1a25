import { describe, expect, it } from 'vitest';
import { type Block, type Inline, markdownTree } from '../../../dashboard-static/timeline/markdown.ts';

const inlines = (text: string): readonly Inline[] => {
  const [block] = markdownTree(text);
  return block?.kind === 'paragraph' ? block.inside : [];
};
const text = (said: string): Inline => ({ kind: 'text', text: said });

describe('Markdown', () => {
  it('becomes a tree', () => {
    expect(
      markdownTree('# Title\n\nSome **bold _and_** `code`.\n\n```ts\nlet a;\n```\n\n> quoted\n\n---'),
    ).toEqual<Block[]>([
      { kind: 'heading', depth: 1, inside: [text('Title')] },
      {
        kind: 'paragraph',
        inside: [
          text('Some '),
          { kind: 'strong', inside: [text('bold '), { kind: 'em', inside: [text('and')] }] },
          text(' '),
          { kind: 'code', text: 'code' },
          text('.'),
        ],
      },
      { kind: 'code', language: 'ts', text: 'let a;' },
      { kind: 'quote', blocks: [{ kind: 'paragraph', inside: [text('quoted')] }] },
      { kind: 'rule' },
    ]);
  });

  it('has lists, tasks and tables', () => {
    expect(markdownTree('3. three\n4. four')).toMatchObject([
      { kind: 'list', start: 3, items: [{ isDone: null }, {}] },
    ]);
    const [tasks] = markdownTree('- [x] done\n- [ ] open');
    expect(tasks).toMatchObject({ start: null, items: [{ isDone: true }, { isDone: false }] });
    expect(JSON.stringify(tasks)).not.toContain('[x]');
    expect(markdownTree('| a | b |\n| - | - |\n| 1 | 2 |')).toEqual([
      {
        kind: 'table',
        rows: [
          [[text('a')], [text('b')]],
          [[text('1')], [text('2')]],
        ],
      },
    ]);
  });

  it('shows HTML as it is written', () => {
    const tree = JSON.stringify(
      markdownTree('<script>alert(1)</script>\n\na <img src=x onerror=alert(1)> b'),
    );
    expect(tree).toContain('<script>alert(1)</script>');
    expect(tree).toContain('<img src=x onerror=alert(1)>');
    expect(tree).not.toContain('"kind":"link"');
  });

  it('links to web pages alone, and says where else a link would have led', () => {
    expect(inlines('[a](https://example.com)')).toEqual([
      { kind: 'link', href: 'https://example.com/', inside: [text('a')] },
    ]);
    expect(inlines('[a](javascript:alert%281%29)')).toEqual([text('a'), text(' (javascript:alert%281%29)')]);
    expect(inlines('[a][b]\n\n[b]: data:text/html,x')).toEqual([text('a'), text(' (data:text/html,x)')]);
  });

  it('fetches no image: it is a link to one', () => {
    expect(inlines('![a cat](https://tracker.example/x.png)')).toEqual([
      { kind: 'link', href: 'https://tracker.example/x.png', inside: [text('Image: a cat')] },
    ]);
  });

  it('reads character references', () => {
    expect(inlines('a &lt; b &amp;&#60; &#x3e; &made; &constructor;')).toEqual([
      text('a < b &< > &made; &constructor;'),
    ]);
    expect(inlines('`&lt;`')).toEqual([{ kind: 'code', text: '&lt;' }]);
  });

  it.each([
    ['too long', `**a** ${'b'.repeat(60_000)}`],
    ['nested too deeply', `${'> '.repeat(5_000)}a`],
    ['nested too deeply in lists', `${'- '.repeat(5_000)}a`],
    [
      'nested too deeply line by line',
      Array.from({ length: 60 }, (_, at) => `${'  '.repeat(at)}- a`).join('\n'),
    ],
    ['full of emphasis that does not end', `${'*a '.repeat(6_000)}b*`],
    ['full of emphasis of three', '***a '.repeat(3_000)],
    ['full of underscores', 'a_'.repeat(8_000)],
    ['full of mixed emphasis', '*_a '.repeat(4_000)],
    ['full of brackets', '['.repeat(19_000)],
    ['full of links', '[a]('.repeat(4_000)],
    ['full of images', `${'![]('.repeat(4_000)}\nb](x)`],
    ['full of escapes', `${'\\['.repeat(8_000)}b*`],
    ['full of emphasis in many paragraphs', `${'*a '.repeat(300)}b*\n\n`.repeat(20)],
    [
      'a table with far more cells than letters',
      `|${'a|'.repeat(500)}\n|${'-|'.repeat(500)}\n${'|x\n'.repeat(1_000)}`,
    ],
    ['such a table in a quote', `> |${'a|'.repeat(500)}\n> |${'-|'.repeat(500)}\n${'> |x\n'.repeat(1_000)}`],
  ])('that is %s is shown as it is written', (_, written) => {
    expect(markdownTree(written)).toEqual([{ kind: 'code', language: '', text: written }]);
  });

  it('of everyday size stays Markdown', () => {
    const review =
      '- **Wrong**: `mean()` of `src/mean.ts` divides by *zero*, see [the test](https://example.com).\n';
    expect(markdownTree(`Review\n-------------------\n\n${review.repeat(100)}`)).toMatchObject([
      { kind: 'heading' },
      { kind: 'list' },
    ]);
    const table = `| a | b | c |\n| - | - | - |\n${'| 1 | **2** | `3` |\n'.repeat(300)}`;
    expect(markdownTree(table)).toMatchObject([{ kind: 'table' }]);
    expect(markdownTree('| a |\n| - |\r\n| `b_c` |')).toMatchObject([{ kind: 'table' }]);
  });
});
