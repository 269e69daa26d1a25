import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fence } from '../../../action/render/code.ts';
import { sentNodes } from './read-markdown.ts';

test.each([
  ['', '```suggestion\n```'],
  ['a', '```suggestion\na\n```'],
  ['a\n', '```suggestion\na\n```'],
  ['a\r\nb\r\n', '```suggestion\na\r\nb\r\n```'],
  ['```\nx\n```', '````suggestion\n```\nx\n```\n````'],
])('%j', (text, expected) => {
  expect(fence(text, 'suggestion')).toBe(expected);
});

test('whatever is inside stays inside, byte for byte', () => {
  const bits = fc.constantFrom('`', '``', '```', '\n', '~~~', '<!-- -->', ' ', '\t', 'x', '@all', '&lt;');
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      const [, code, ...more] = sentNodes(fence(text));
      expect(more).toEqual([]);
      expect(code).toMatchObject({ type: 'code', value: text.replace(/\n$/, '') });
    }),
  );
});
