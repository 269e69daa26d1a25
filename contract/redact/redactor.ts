import { createKnownValues, knownRadiusChars } from './known-values.ts';
import { createPatternScan, type PatternScan } from './patterns.ts';
import { redacted, replaced } from './range.ts';
import { jsonRedacted, looksLikeJson } from './redacted-json.ts';
import { createKnownStream, createPatternStream, joined, type TextStream } from './streams.ts';
import { type Breather, redactedJsonUnhurried } from './unhurried.ts';

export { redacted };

/** The one step that everything leaving the run passes. What is JSON stays JSON. */
export interface Redactor {
  (text: string): string;
  /** For a text that arrives in pieces: gives what the whole text would have given, holding back at most some 30 KB. */
  readonly stream: () => TextStream;
  /** A value as JSON, as `redactedJson` gives it, in steps of milliseconds, whatever its texts are made to cost. */
  readonly json: (value: unknown, breather: Breather) => Promise<string | undefined>;
  /** How many places were replaced so far. */
  readonly count: () => number;
}

export interface RedactorOptions {
  /** Values that must not be shown, in whatever form. Those shorter than 8 characters are not looked for. */
  readonly secrets: readonly string[];
  /** Whether what looks like a secret is replaced too. */
  readonly patterns: boolean;
}

/**
 * Replaces, first, the secrets it was given: each in every common encoding, and any 16 characters of one in a row; then what looks
 * like a secret of a kind that is known. Nothing of them is left, not their length either.
 */
export function createRedactor({ secrets, patterns }: RedactorOptions): Redactor {
  const known = createKnownValues(secrets);
  const scan: PatternScan = patterns ? createPatternScan() : (text) => text;
  let count = 0;

  const asText = (text: string): string => {
    const ranges = known(text);
    const state = { keyLinesLeft: 0, count: ranges.length };
    const result = scan(ranges.length === 0 ? text : replaced(text, ranges), state);
    count += state.count;
    return result;
  };
  const redact = (text: string): string => {
    if (text.length < shortestChars) return text;
    const before = count;
    const result = asText(text);
    if (result === text || !looksLikeJson(text)) return result;
    const counted = count;
    count = before;
    const json = jsonRedacted(text, redact);
    if (json === null) {
      count = counted;
      return result;
    }
    // Only a secret that is itself made of JSON's punctuation is still there.
    return known(json).length === 0 ? json : JSON.stringify(redacted);
  };
  const counted = (found: number): void => {
    count += found;
  };
  const knownStream = (): TextStream =>
    createKnownStream({ find: known, radiusChars: knownRadiusChars, counted });
  const stream = (): TextStream => joined(knownStream(), createPatternStream({ scan, counted }));
  const json = (value: unknown, breather: Breather): Promise<string | undefined> =>
    redactedJsonUnhurried(value, { redact, stream, knownStream, breather });
  return Object.assign(redact, { stream, json, count: () => count });
}

/** No secret is shorter: most strings of a journal are, and are not looked at. */
const shortestChars = 8;
