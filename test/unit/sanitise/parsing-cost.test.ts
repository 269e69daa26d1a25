import { expect, test } from 'vitest';
import { sanitiseMarkdown } from '../../../action/sanitise/markdown.ts';

/** As long as the longest text that GitHub takes. */
const fill = (part: string): string => part.repeat(Math.ceil(65_536 / part.length)).slice(0, 65_536);

test.each([
  ['comments within each other', `${'<!'.repeat(10_000)}<!-- -->${'-- -->'.repeat(7000)}`],
  ['comments left open', fill('<!-- ')],
  ['tags', fill('<b>')],
  ['tags left open', fill('<b title="')],
  ['hidden elements', fill('<div hidden>')],
  ['character references', fill('&lt;!--')],
  ['ampersands', fill('&')],
  ['brackets', fill('[')],
  ['images', fill('![')],
  ['emphasis', fill('*a_')],
  ['quotes', fill('>')],
  ['lists', fill('- ')],
  ['footnotes', fill('[^a]: ')],
  ['definitions', fill('[a]: b\n')],
  ['tables', fill('|a')],
  ['code', fill('`a')],
  ['escape sequences', fill('\u001b]')],
  ['unseen characters', fill('\u200b')],
  ['joiners', fill('م\u200c')],
])('what would take long to read is given as source: %s', (_, source) => {
  const { text } = sanitiseMarkdown(source);
  expect(text).toMatch(/^(`{3,})\n(?:[\s\S]*\n)?\1$/);
  expect(sanitiseMarkdown(text)).toEqual({ text, removed: {} });
});

test('the source that is given holds no comment and nothing unseen', () => {
  const { text, removed } = sanitiseMarkdown(
    `${'*a_'.repeat(5000)}\n<!-- secret -->\n<p hidden>secret</p>\u202eb`,
  );
  expect(text).not.toMatch(/secret|\u202e/);
  expect(removed).toEqual({ comment: 1, hiddenElement: 1, direction: 1, unparsed: 1 });
});

test('rest that turns into comments again and again is not followed for ever', () => {
  const depth = 20;
  const { removed } = sanitiseMarkdown(`${'<!'.repeat(depth)}<!-- -->${'-- -->'.repeat(depth)}`);
  expect(removed.unparsed).toBe(1);
});
