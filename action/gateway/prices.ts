import type { LedgerTokens } from '../../contract/ledger.ts';
import type { Tokens } from '../../contract/usage.ts';

/** US dollars for a million tokens, which are micro-USD for one. */
export interface Rates {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
}

export interface Price extends Rates {
  /** The day from which it applies: YYYY-MM-DD. */
  readonly from: string;
  /** What the whole call costs when its prompt has more than so many tokens. */
  readonly longPrompt?: Rates & { readonly aboveTokens: number };
}

/** A writing of the five-minute cache costs a quarter more than input, of the one-hour cache twice as much. */
export function ratesOf(input: number, output: number, cacheRead: number): Rates {
  return { input, output, cacheRead, cacheWrite5m: input * 1.25, cacheWrite1h: input * 2 };
}

const from = '2026-11-01';
const list = (input: number, output: number, cacheRead: number): Price => ({
  from,
  ...ratesOf(input, output, cacheRead),
});
const haiku55 = {
  ...list(0.1, 0.5, 0.01),
  longPrompt: { aboveTokens: 100_000, ...ratesOf(0.5, 2.5, 0.05) },
};

/**
 * With the beta of a window of a million tokens, by which the catalogue knows these two alone, the vendor's list doubles the input of a
 * prompt above 200,000 tokens and adds half to the output.
 */
const sonnetWithLongWindow: Price = {
  ...list(3, 15, 0.3),
  longPrompt: { aboveTokens: 200_000, ...ratesOf(6, 22.5, 0.6) },
};

/** List prices, as the model catalogue of Claude Code 2.1.329 has them (November 2026). */
export const listPrices: ReadonlyMap<string, Price> = new Map([
  ['claude-3-5-haiku', list(0.8, 4, 0.08)],
  ['claude-haiku-4-5', list(1, 5, 0.1)],
  ['claude-haiku-5-5', haiku55],
  ['claude-3-5-sonnet', list(3, 15, 0.3)],
  ['claude-3-7-sonnet', list(3, 15, 0.3)],
  ['claude-sonnet-4', sonnetWithLongWindow],
  ['claude-sonnet-4-5', sonnetWithLongWindow],
  ['claude-sonnet-4-6', list(3, 15, 0.3)],
  ['claude-sonnet-5', list(2, 10, 0.2)],
  ['claude-sonnet-5-5', list(2, 10, 0.1)],
  ['claude-opus-4', list(15, 75, 1.5)],
  ['claude-opus-4-1', list(15, 75, 1.5)],
  ['claude-opus-4-5', list(5, 25, 0.5)],
  ['claude-opus-4-6', list(5, 25, 0.5)],
  ['claude-opus-4-7', list(5, 25, 0.5)],
  ['claude-opus-4-8', list(5, 25, 0.5)],
  ['claude-opus-5', list(5, 25, 0.5)],
  ['claude-opus-5-5', list(4, 20, 0.2)],
  ['claude-fable-5', list(10, 50, 1)],
  ['claude-fable-5-1', list(10, 50, 0.25)],
  ['claude-fable-5-2', list(8, 40, 0.2)],
  ['claude-mythos-5', list(10, 50, 1)],
  ['claude-mythos-5-1', list(10, 50, 0.25)],
  ['claude-mythos-5-2', list(8, 40, 0.2)],
]);

/** The dearest of every kind: what a model costs whose price nobody knows, so that a new name is no way round a budget. */
export function dearestOf(prices: Iterable<Price>): Price {
  const all = [...prices].flatMap((price) => (price.longPrompt ? [price, price.longPrompt] : [price]));
  const most = (kind: keyof Rates): number => Math.max(...all.map((rates) => rates[kind]));
  return {
    from,
    input: most('input'),
    output: most('output'),
    cacheRead: most('cacheRead'),
    cacheWrite5m: most('cacheWrite5m'),
    cacheWrite1h: most('cacheWrite1h'),
  };
}

const dearest = dearestOf(listPrices.values());

/**
 * The name in the list. Providers decorate it (`us.anthropic.claude-opus-4-6-v1:0`, `claude-3-5-haiku@20241022`), releases date it
 * (`claude-opus-4-5-20251101`), Claude Code marks its window (`claude-opus-4-6[1m]`), and a `.0` comes and goes.
 */
export function listName(model: string): string {
  return model
    .toLowerCase()
    .replace(/^((us|eu|apac|jp|au|global)\.)?anthropic[./]/, '')
    .replace(/\[1m\]$/, '')
    .replace(/-v\d(:\d)?$/, '')
    .replace(/([-@](\d{8}|latest))$/, '')
    .replace(/-v\d$/, '')
    .replace(/^(claude-[a-z]+-\d)-0$/, '$1');
}

export function ratesFor(price: Price, promptTokens: number): Rates {
  return price.longPrompt !== undefined && promptTokens > price.longPrompt.aboveTokens
    ? price.longPrompt
    : price;
}

/** Not rounded: micro-USD. */
export function costOf(price: Price, tokens: LedgerTokens): number {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = tokens;
  const rates = ratesFor(price, input + cacheRead + cacheWrite5m + cacheWrite1h);
  return (
    input * rates.input +
    output * rates.output +
    cacheRead * rates.cacheRead +
    cacheWrite5m * rates.cacheWrite5m +
    cacheWrite1h * rates.cacheWrite1h
  );
}

/** What Claude's own stream lets one guess, in micro-USD: it does not tell the two caches apart. */
export function estimateMicroUsd(model: string, { cacheWrite, ...tokens }: Tokens): number {
  const price = listPrices.get(listName(model)) ?? dearest;
  return Math.round(costOf(price, { ...tokens, cacheWrite5m: cacheWrite, cacheWrite1h: 0 }));
}
