import type { Tokens } from '../../contract/usage.ts';

/** Micro-USD per token equals US dollars per million tokens. */
interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
}

/**
 * List prices as Claude Code 2.1.329 itself charges them (measured November 2026, 100,000 tokens of each kind).
 * Used for the cost shown while Claude works and for runs that ended without a result; a finished run is charged
 * what Claude Code reports. A write to the five-minute cache costs a quarter more than input.
 */
const prices: readonly (readonly [RegExp, Price])[] = [
  [/fable/, { input: 8, output: 40, cacheRead: 0.2 }],
  [/opus-(4|5$|5-[0-4])/, { input: 5, output: 25, cacheRead: 0.5 }],
  [/opus/, { input: 4, output: 20, cacheRead: 0.2 }],
  [/sonnet-(3|4)/, { input: 3, output: 15, cacheRead: 0.3 }],
  [/sonnet/, { input: 2, output: 10, cacheRead: 0.1 }],
  [/haiku-(3|4)/, { input: 1, output: 5, cacheRead: 0.1 }],
  [/haiku/, { input: 0.1, output: 0.5, cacheRead: 0.01 }],
];
/** What Claude Code assumes of a model it does not know. */
const unknownModel: Price = { input: 4, output: 20, cacheRead: 0.2 };

/** Estimated cost in micro-USD. */
export function estimateMicroUsd(model: string, tokens: Tokens): number {
  const price = prices.find(([pattern]) => pattern.test(model))?.[1] ?? unknownModel;
  return Math.round(
    tokens.input * price.input +
      tokens.output * price.output +
      tokens.cacheRead * price.cacheRead +
      tokens.cacheWrite * price.input * 1.25,
  );
}
