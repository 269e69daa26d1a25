import { describe, expect, test } from 'vitest';
import { sanitiseMarkdown } from '../../../action/sanitise/markdown.ts';

/** GitHub writes these tags as text (GFM, Disallowed Raw HTML): comments and elements in them are hidden as anywhere. */
const filtered = 'title textarea style xmp iframe noembed noframes script plaintext'.split(' ');

describe.each(filtered)('a comment is taken out of <%s>', (name) => {
  test.each([
    ['in a block', `<${name}>\n<!-- secret -->\n</${name}>`],
    ['over blank lines', `<${name}>\n\n<!-- secret\n\nsecret -->\n\n</${name}>`],
    ['in a sentence', `a <${name}> b <!-- secret --> c </${name}> d`],
    ['after it is left open', `a <${name}> b <!-- secret --> c`],
    ['after it is left open in a block', `<${name}>\n\na <!-- secret -->`],
    ['within another element', `<div><${name}><!-- secret --></${name}></div>`],
    ['that closes itself', `<${name}/><!-- secret --> a`],
    [
      'in capitals, with attributes',
      `<${name.toUpperCase()} title="secret" cols=1><!-- secret --></${name}>`,
    ],
    ['reaching past its end', `<${name}><!-- </${name}> secret --> a`],
    ['in a sentence and past its end', `a <${name}><!-- </${name}> secret --> b`],
    ['of an element past its end', `<${name}><b hidden></${name}>secret</b> a`],
    ['in a drawing', `<svg><${name}><!-- </${name}></svg> secret --> a`],
    ['of an element in a drawing', `<svg><${name}><b hidden></${name}></svg>secret</b> a`],
    ['in a quote', `> <${name}>\n> <!-- secret -->\n> </${name}>`],
    ['after an end without a start', `a </${name}> <!-- secret --> b`],
  ])('%s', (_, source) => {
    const { text, removed } = sanitiseMarkdown(source);
    expect(text).not.toContain('secret');
    expect(Object.keys(removed)).not.toEqual([]);
  });
});

test('what a page shows after them stays', () => {
  for (const name of filtered)
    expect(sanitiseMarkdown(`<${name}>\na\n</${name}>\n\nseen`).text).toMatch(/\n\nseen$/);
});

test('what may be read beside what is said in ruby is not', () => {
  expect(sanitiseMarkdown('<ruby>a<rp>secret</rp><rt>b</rt></ruby>').text).toBe('<ruby>a<rt>b</rt></ruby>');
});
