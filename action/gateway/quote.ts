import type { LedgerTokens } from '../../contract/ledger.ts';
import { priceOf } from './bill.ts';
import { leastOutput } from './fit-output.ts';
import type { Ask } from './grant.ts';
import type { InputEstimator } from './input-estimate.ts';
import type { PriceTable } from './price-table.ts';
import { costOf, ratesFor } from './prices.ts';
import { type PromptUnit, promptUnits, windowTokens } from './prompt-units.ts';
import type { CheckedCall } from './request-body.ts';

/** What a call will cost, as far as it can be told before it is sent. */
export interface Quote {
  readonly units: readonly PromptUnit[];
  readonly expected: LedgerTokens;
  readonly ask: Omit<Ask, 'signal'>;
}

export interface QuoteParts {
  readonly prices: PriceTable;
  readonly estimator: InputEstimator;
}

export function quoteOf(call: CheckedCall, { prices, estimator }: QuoteParts): Quote {
  const units = promptUnits(call);
  const expected = estimator.estimate(call.model, units);
  const inputMicroUsd = priceOf(
    { tokens: expected, webSearches: 0, inUnitedStates: false },
    call.model,
    prices,
  );
  const { price } = prices.find(call.model);
  const outputTokenMicroUsd = ratesFor(price, promptTokens(expected)).output;
  const worst = worstPrompt(units);
  return {
    units,
    expected,
    ask: {
      inputMicroUsd,
      outputTokenMicroUsd,
      worst: {
        inputMicroUsd: Math.max(inputMicroUsd, costOf(price, worst)),
        outputTokenMicroUsd: Math.max(outputTokenMicroUsd, ratesFor(price, promptTokens(worst)).output),
      },
      maxTokens: call.max_tokens,
      leastTokens: leastOutput(call),
    },
  };
}

/** The API puts some words of its own into a prompt. */
const unseenTokens = 1000;

/** Every byte a token, which it is in scripts that a tokenizer hardly knows; nothing read from the cache, and all that is marked written to it. */
function worstPrompt(units: readonly PromptUnit[]): LedgerTokens {
  const last = units.at(-1);
  const tokens = Math.min(
    windowTokens,
    unseenTokens + (last === undefined ? 0 : last.textBytes + last.worstMediaTokens),
  );
  const none = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  const marks = new Set(units.map(({ cached }) => cached));
  if (marks.has('1h')) return { ...none, cacheWrite1h: tokens };
  return marks.has('5m') ? { ...none, cacheWrite5m: tokens } : { ...none, input: tokens };
}

const promptTokens = ({ input, cacheRead, cacheWrite5m, cacheWrite1h }: LedgerTokens): number =>
  input + cacheRead + cacheWrite5m + cacheWrite1h;
