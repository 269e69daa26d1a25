import { expect, test } from 'vitest';
import { sanitiseMarkdown } from '../../../action/sanitise/markdown.ts';

const within = (names: readonly string[], text: string): string =>
  `${names.map((name) => `<${name}>`).join('')}${text}${names
    .toReversed()
    .map((name) => `</${name}>`)
    .join('')}`;

test.each([
  ['sub', within(['sub', 'sub', 'sub', 'sub'], 'secret')],
  ['sup', within(['sup', 'sup', 'sup', 'sup', 'sup', 'sup'], 'secret')],
  ['mixed', within(['small', 'sup', 'sub', 'small'], 'secret')],
  ['with other elements between', within(['sub', 'b', 'sub', 'i', 'sub', 'b', 'sub'], 'secret')],
  ['with ends of what was not begun', '<sub></sup><sub></small><sub></sup><sub>secret'],
  ['in a block', `<div>\n${within(['sub', 'sub', 'sub', 'sub'], 'secret')}\n</div>`],
  ['left open over paragraphs', '<div>\n<small><small><small>\n\nseen\n\n<small>secret'],
])('text in more than three of them is too small to be read: %s', (_, source) => {
  const { text, removed } = sanitiseMarkdown(`a ${source}`);
  expect(text).not.toContain('secret');
  expect(removed.hiddenElement).toBe(1);
});

test('three of them can be read, and so can many beside each other', () => {
  for (const text of [
    within(['sub', 'sup', 'small'], 'seen'),
    Array.from({ length: 9 }, (_, n) => `x<sub>${n}</sub>`).join(' '),
    'a <sub>b\n\nc <sub>d\n\ne <sub>f\n\ng <sub>h',
  ])
    expect(sanitiseMarkdown(text)).toEqual({ text, removed: {} });
});
