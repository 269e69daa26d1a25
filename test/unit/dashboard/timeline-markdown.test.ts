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
  ])('that is %s is shown as it is written', (_, written) => {
    expect(markdownTree(written)).toEqual([{ kind: 'code', language: '', text: written }]);
  });

  it.each([
    ['emphasis', '*a **b '.repeat(3_000)],
    ['brackets', '['.repeat(20_000)],
    ['links', '[a]('.repeat(5_000)],
    ['backticks', Array.from({ length: 300 }, (_, at) => '`'.repeat(at)).join(' ')],
    ['tables', `|${'a|'.repeat(500)}\n|${'-|'.repeat(500)}\n`],
  ])('is quick with hostile %s', (_, written) => {
    const startedAt = Date.now();
    expect(markdownTree(written).length).toBeGreaterThan(0);
    expect(Date.now() - startedAt).toBeLessThan(3_000);
  });
});
