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
  ['escapes after a bracket', `[${'\\0'.repeat(10_000)}`],
  ['joiners', fill('م\u200c')],
])('what would take long to read is left out: %s', (_, source) => {
  expect(sanitiseMarkdown(source)).toEqual({ text: '', removed: { unparsed: 1 } });
});

test.each([
  ['a comment', '<!-- secret -->'],
  ['a textarea', '<textarea>\n<!-- secret -->\n</textarea>'],
  ['a definition', '[//]: # (secret)'],
  ['a footnote', '[^a]: secret'],
  ['a title', '[a](http://x "secret")'],
])('nothing of a text that cannot be read in time is given, so not %s either', (_, hidden) => {
  expect(sanitiseMarkdown(`${'*a_'.repeat(5000)}\n\n${hidden}\n`).text).toBe('');
});

test('rest that turns into comments again and again is not followed for ever', () => {
  const depth = 20;
  const source = `${'<!'.repeat(depth)}<!-- -->${'-- -->'.repeat(depth)}`;
  expect(sanitiseMarkdown(source)).toEqual({ text: '', removed: { unparsed: 1 } });
});

test('hundreds of blank lines do not make a text too long to read', () => {
  const hidden = '[//]: # (secret)\n\n[^a]: secret\n\n[a](http://x "secret")';
  const { text, removed } = sanitiseMarkdown(`a${'\n \t'.repeat(900)}\n${hidden}\n\nb`);
  expect(text).not.toContain('secret');
  expect(text).toMatch(/^a\n[ \t\n]*\[a\]\(http:\/\/x\)\n\nb$/);
  expect(removed).toEqual({ definition: 1, footnote: 1, title: 1 });
  expect(sanitiseMarkdown(text)).toEqual({ text, removed: {} });
});

test('blank lines stay in code, and in every text that is not too long', () => {
  const code = '```\na\n\n\n\nb\n```';
  expect(sanitiseMarkdown(`${code}${'\n'.repeat(900)}\nc`).text).toBe(`${code}\n\nc`);
  const text = `a\n\n\n\nb\n\n${code}`;
  expect(sanitiseMarkdown(text)).toEqual({ text, removed: {} });
});
