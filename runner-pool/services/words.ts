/** Longer ones are hashes, keys and encoded files, which nobody looks for by heart. */
const longestWord = 64;

/** The words of a text as the search knows them: letters and digits in a row, in lower case. */
export function wordsOf(text: string): readonly string[] {
  const words = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.filter((word) => word.length <= longestWord).map((word) => word.toLowerCase());
}

/** Every text in a JSON value, in order; names of members are not among them. */
export function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) yield* textsOf(item);
}

export interface SearchTerms {
  /** For PostgreSQL's websearch_to_tsquery, nothing in it but words, quotes, `-` and `or`. */
  readonly query: string;
  /** The words, or words in a row, that are to be there. */
  readonly wanted: readonly (readonly string[])[];
}

/**
 * `word other` both · `"in a row"` · `this or that` · `-not`. What has punctuation in it (`src/auth.ts`) is words in a row, since that is
 * how it was stored.
 */
export function searchTerms(text: string): SearchTerms {
  const wanted: (readonly string[])[] = [];
  const terms: string[] = [];
  for (const [term] of text.matchAll(/-?"[^"]*"?|\S+/g)) {
    if (/^or$/i.test(term)) {
      terms.push('or');
      continue;
    }
    const words = wordsOf(term);
    if (words.length === 0) continue;
    const isNot = term.startsWith('-');
    if (!isNot) wanted.push(words);
    terms.push(`${isNot ? '-' : ''}"${words.join(' ')}"`);
  }
  return { query: terms.every((term) => term === 'or') ? '' : terms.join(' '), wanted };
}
