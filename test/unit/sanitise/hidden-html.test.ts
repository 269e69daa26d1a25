import { describe, expect, test } from 'vitest';
import { sanitiseMarkdown } from '../../../action/sanitise/markdown.ts';

describe('comments', () => {
  test.each([
    ['between words', 'a <!-- secret --> b', 'a  b'],
    ['over paragraphs', '<!-- secret\n\nmore\n-->\n\nb', '\n\nb'],
    ['left open, to the end of the page', 'a\n\n<!-- secret\n\nmore', 'a\n\n'],
    ['left open in a list, whose end it hides too', '- <!-- secret\n\nmore', '- '],
    ['left open in a sentence', 'a <!-- secret\n\nb', 'a \n\nb'],
    ['within a comment', 'a <!-- x <!-- secret --> b', 'a  b'],
    ['put together from the rest of another', 'a <!<!-- -->-- secret --> b', 'a  b'],
    ['encoded', 'a &lt;!-- secret --&gt; b', 'a  b'],
    ['encoded by numbers', 'a &#60;&#x21;-- secret --&#62; b', 'a  b'],
    ['encoded in a block of HTML', '<p>\n&lt;!-- secret --&gt; b\n</p>', '<p>\n b\n</p>'],
    ['escaped', 'a \\<!-- secret --> b', 'a  b'],
    ['around emphasis', 'a &lt;!-- *secret* --&gt; b', 'a  b'],
    ['with an invisible character in their mark', 'a <!\u200b-- secret --> b', 'a  b'],
    ['for one browser', '<!--[if IE]> secret <![endif]--> b', ' b'],
    ['of other kinds', '<?php secret ?> <![CDATA[ secret ]]> <!X secret> b', '   b'],
    ['in a quote', '> a <!-- secret\n> more --> b', '> a  b'],
  ])('%s', (_, source, expected) => {
    expect(sanitiseMarkdown(source).text).toBe(expected);
  });
});

describe('what a page does not show', () => {
  test.each([
    ['the attribute hidden', 'a <span hidden>secret *x* `y`</span> b', 'a  b'],
    ['a block', '<div hidden>\n\nsecret\n\n</div>\n\nb', '\n\nb'],
    ['a block left open', 'a\n\n<div hidden>\n\nsecret', 'a\n\n'],
    ['a block left open in a quote, which ends it', '> <div\n> hidden>\n> secret\n\nb', '> \n\nb'],
    ['a word left open, to the end of its paragraph', 'a <span hidden>secret\n\nb', 'a \n\nb'],
    ['what HTML opens again', 'a <b hidden>secret\n\nsecret</b> b', 'a  b'],
    ['elements within', '<div hidden><div>secret</div>secret</div>b', 'b'],
    ['what is begun in it and outlives it', '<audio><b hidden></audio>secret</b> b', ' b'],
    ['what ends the drawing that it is in', 'a <svg><p hidden></svg>secret</p> b', 'a  b'],
    ['a paragraph that the next one ends', '<p hidden>secret<p>b', '<p>b'],
    ['scripts', '<script>\nsecret\n</script>\n\nb', '\n\nb'],
    ['templates', 'a <template>secret</template> b', 'a  b'],
    ['styles', 'a <style>secret</style> b', 'a  b'],
    ['attributes', '<p title="secret" data-x="secret" align="center">a</p>', '<p align="center">a</p>'],
    ['a tag without its end', 'a\n\n<div title="secret\n\nsecret', 'a\n\n'],
    ['attributes of end tags', '<div>\na</div secret>', '<div>\na</div>'],
    ['names of tags', 'a <do-the-secret-thing> b', 'a  b'],
  ])('%s', (_, source, expected) => {
    expect(sanitiseMarkdown(source).text).toBe(expected);
  });

  test.each([
    'display:none',
    'DISPLAY : None !important',
    'dis/**/play:none',
    'display:\\6eone',
    'color:red;visibility:hidden',
    'opacity:0',
    'opacity: .01',
    'font-size:0',
    'font-size:1px',
    'color:white',
    'color:#fff',
    'color:#FEFEFE',
    'color:rgba(1,2,3,0)',
    'color:rgb(255, 255, 255)',
    'color:red;background-color:red',
    'position:absolute;left:-9999px',
    'text-indent:-9999px',
    'height:0;overflow:hidden',
    'transform:scale(0)',
    'clip:rect(0,0,0,0)',
    'clip-path:inset(100%)',
  ])('what a style hides: %s', (style) => {
    expect(sanitiseMarkdown(`a <span style="${style}">secret</span> b`).text).toBe('a  b');
  });

  test.each([
    'color:#333',
    'font-size:12px',
    'width:100%',
    'opacity:0.8',
    'margin-left:-4px',
    'text-align:center',
  ])('not what a style only adorns: %s', (style) => {
    expect(sanitiseMarkdown(`a <span style="${style}">seen</span>`).text).toBe('a <span>seen</span>');
  });
});

test('a style longer than anybody writes counts as one that hides', () => {
  const style = `color:red;${' '.repeat(1000)}`;
  expect(sanitiseMarkdown(`a <span style="${style}">secret</span> b`).text).toBe('a  b');
  expect(sanitiseMarkdown(`a <font color="red${' '.repeat(1000)}">secret</font> b`).text).toBe('a  b');
});

test('what can be opened by the reader stays, and so do words in angle brackets', () => {
  for (const text of [
    '<details><summary>More</summary>\n\nseen\n\n</details>',
    'a List<String> is <Better>',
    'x<br/>y',
  ])
    expect(sanitiseMarkdown(text)).toEqual({ text, removed: {} });
});

test('everything taken out is counted by its kind', () => {
  const source = '<!-- a --> <!-- b --> <i hidden>c</i> <b title="d">e</b> ![f](g "h")\u200b\u202e';
  expect(sanitiseMarkdown(source).removed).toEqual({
    comment: 2,
    hiddenElement: 1,
    attribute: 1,
    title: 1,
    invisible: 1,
    direction: 1,
  });
});
