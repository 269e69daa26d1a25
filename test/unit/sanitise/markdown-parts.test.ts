import { expect, test } from 'vitest';
import { sanitiseMarkdown } from '../../../action/sanitise/markdown.ts';
import { describeRemoved } from '../../../action/sanitise/removed.ts';

test.each([
  ['images are what they describe', 'a ![a cat](http://x/c.png "secret") b', 'a [image: a cat] b'],
  ['images of HTML too', 'a <img src="x" alt="a cat" title="secret">', 'a [image: a cat]'],
  ['badges keep their link', '[![ok](u)](https://x.y)', '[[image: ok]](https://x.y)'],
  ['links lose their titles', '[a](http://x "secret")', '[a](http://x)'],
  ['links to scripts and data are text', '[a](javascript:x) [b](data:text/html,y)', 'a b'],
  ['targets that hold sentences are dropped', '[a](<http://x/ secret words>) [b](http://x/%20secret)', 'a b'],
  ['links that show nothing are gone', 'a [](http://x/secret) b', 'a  b'],
  [
    'links of HTML keep plain targets only',
    '<a href="/x">a</a> <a href="javascript:x">b</a>',
    '<a href="/x">a</a> <a>b</a>',
  ],
  ['definitions that no link names are gone', 'a\n\n[//]: # (secret)\n[x]: http://secret', 'a\n\n\n'],
  ['definitions that are not the first of their name', '[a]\n\n[a]: b\n[a]: secret', '[a]\n\n[a]: b\n'],
  ['definitions in use stay', '[a] [b][]\n\n[a]: http://x\n[b]: y', '[a] [b][]\n\n[a]: http://x\n[b]: y'],
  [
    'labels that are not shown give way to their target',
    '[a][secret]\n\n[secret]: http://x',
    '[a](http://x)\n\n',
  ],
  ['footnotes that nothing names are gone', 'a[^1]\n\n[^1]: b\n\n[^2]: secret', 'a[^1]\n\n[^1]: b\n\n'],
  ['footnotes that name each other only', 'a\n\n[^1]: secret[^2]\n\n[^2]: secret[^1]', 'a\n\n\n\n'],
  ['notes on code are gone', '```js secret words\na\n```', '```js\na\n```'],
  ['cells beyond the head are gone', '|a|b|\n|-|-|\n|1|2|secret|', '|a|b|\n|-|-|\n|1|2'],
])('%s', (_, source, expected) => {
  expect(sanitiseMarkdown(source).text).toBe(expected);
});

test('descriptions of images are counted, since a page that shows the image does not show them', () => {
  const { text, removed } = sanitiseMarkdown('![a](u) ![](u) <img alt="b"> <img src="u"> ![c][d]\n\n[d]: u');
  expect(text).toBe('[image: a] [image] [image: b] [image] [image: c]\n\n');
  expect(removed).toEqual({ alt: 3 });
  expect(describeRemoved(removed)).toBe('3 images (their descriptions stay)');
});

test('one definition named a thousand times does not fill the prompt', () => {
  const source = `${'[a][l] '.repeat(190)}\n\n[l]: http://x/${'y'.repeat(400)}`;
  expect(sanitiseMarkdown(source).text.length).toBeLessThan(20_000);
});
