import fc from 'fast-check';

/** Tokens as their makers shape them, from random parts; none was ever valid. */
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const of = (chars: string, length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...chars), minLength: length, maxLength: length });

export const apiKey: fc.Arbitrary<string> = of(`${letters}-_`, 93).map((text) => `sk-ant-api03-${text}AA`);
export const githubToken: fc.Arbitrary<string> = of(letters, 36).map((text) => `ghs_${text}`);
/** Where a secret is little but blanks, those between its pieces cannot be told from its own. */
const isMoreThanBlanks = (text: string): boolean => text.replaceAll(/\s/g, '').length >= 16;

/** Any value that a workflow may hold: blanks, quotes, umlauts, emoji. */
export const anySecret: fc.Arbitrary<string> = fc.oneof(
  apiKey,
  githubToken,
  fc.string({ minLength: 16, maxLength: 60 }).filter(isMoreThanBlanks),
  fc
    .string({ unit: 'grapheme', minLength: 16, maxLength: 40 })
    .filter((text) => isMoreThanBlanks(text) && text.isWellFormed()),
);

/** A fixed one of each kind, for the tests that need no chance. */
export const fixed = {
  apiKey:
    'sk-ant-api03-Zq3vN8wLr5TtYb2XhKc7MdFgJpQsUaEe4RiOoPl1Kj9HnBmVxCzWy6Dt0SfGuAa_QwErTyUiOpLkJhGfDsAaZxCvBn-MmAA',
  githubToken: 'ghs_8dK2mQpX4vRtZ7wYbN1cJhLs5gFaUe93TiOo',
} as const;
