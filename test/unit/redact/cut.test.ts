import { describe, expect, it } from 'vitest';
import { redactedHead, redactedTail } from '../../../contract/redact/cut.ts';
import { createRedactor } from '../../../contract/redact/redactor.ts';
import { tokens } from './tokens.ts';

const redact = createRedactor({ secrets: [], patterns: true });
const token = tokens['a token of a job'] ?? '';

describe('a text that is cut within a token nobody was told of', () => {
  for (const kept of [4, 12, 20, 39]) {
    it(`shows nothing of its ${kept} first characters`, () => {
      const text = `${'a '.repeat(30)}${token} and more`;
      const shown = redactedHead(text, { mostChars: 60 + kept, redact });
      expect(shown).toBe(`${'a '.repeat(30)}[redacted:github] and more`.slice(0, 60 + kept));
    });
    it(`shows nothing of its ${kept} last characters`, () => {
      const text = `more and ${token}${' a'.repeat(30)}`;
      const shown = redactedTail(text, { mostChars: 60 + kept, redact });
      expect(shown).toBe(` and [redacted:github]${' a'.repeat(30)}`.slice(-60 - kept));
    });
  }
});

it('does not begin within a word, of which nobody can say what it is the end of', () => {
  const end = token.slice(10);
  // What is redacted is so short that the beginning comes into view.
  const text = `${end} failed: ${`${token} `.repeat(5)}`;
  expect(redactedTail(text, { mostChars: 150, redact })).toBe(` failed: ${'[redacted:github] '.repeat(5)}`);
});

it('looks at a bounded part of a text without end', () => {
  const seen: number[] = [];
  const counting = (text: string): string => {
    seen.push(text.length);
    return text;
  };
  const long = 'ab '.repeat(1_000_000);
  expect(redactedHead(long, { mostChars: 5, redact: counting })).toBe('ab ab');
  expect(redactedTail(long, { mostChars: 5, redact: counting })).toBe('b ab ');
  expect(Math.max(...seen)).toBeLessThan(70_000);
});

it('shows nothing of one endless word rather than half of it', () => {
  const word = 'x'.repeat(100_000);
  expect(redactedHead(word, { mostChars: 10, redact })).toBe('');
  expect(redactedTail(word, { mostChars: 10, redact })).toBe('');
});
