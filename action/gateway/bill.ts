import type { LedgerTokens } from '../../contract/ledger.ts';
import type { BilledUsage } from './billed-usage.ts';
import type { Metered } from './meter.ts';
import type { PriceTable } from './price-table.ts';
import { costOf } from './prices.ts';
import type { CheckedCall } from './request-body.ts';

/** How a call of the model went, as far as its price depends on it. */
export interface CallResult {
  /** null: no good answer began. */
  readonly metered: Metered | null;
  /** Nobody waited for the answer any more, so the API may have worked for nothing, and bills it. */
  readonly abandoned: boolean;
  readonly durationMs: number;
  readonly firstByteMs: number | null;
}

export interface Bill {
  readonly tokens: LedgerTokens;
  readonly costMicroUsd: number;
  readonly estimated: boolean;
}

const noTokens: LedgerTokens = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
const webSearchMicroUsd = 10_000;
const unitedStatesFactor = 1.1;
/**
 * Faster than any model writes: what cannot be seen of an answer that is cut off must not be free. A guess with room: measurements by
 * third parties are below 200 tokens a second for the fastest.
 */
const tokensPerMs = 0.3;

export interface Pricing {
  readonly prices: PriceTable;
  readonly call: CheckedCall;
  /** What the prompt was thought to be billed as. */
  readonly expected: LedgerTokens;
}

/** What a call costs: what the API said of it, and where it could not say, what was seen. */
export function billOf(result: CallResult, { prices, call, expected }: Pricing): Bill {
  const { metered, abandoned } = result;
  if (metered === null) {
    if (!abandoned) return { tokens: noTokens, costMicroUsd: 0, estimated: false };
    const tokens = { ...expected, output: unseenOutput(call, result) };
    return {
      tokens,
      costMicroUsd: Math.round(costOf(prices.find(call.model).price, tokens)),
      estimated: true,
    };
  }
  const prompt = metered.promptKnown ? metered.usage.tokens : expected;
  const tokens = { ...prompt, output: outputOf(metered, call, result) };
  const usage: BilledUsage = { ...metered.usage, tokens };
  const asked = priceOf(usage, call.model, prices);
  // A provider may answer with another model than it was asked for.
  const other =
    metered.model !== null && prices.find(metered.model).known ? priceOf(usage, metered.model, prices) : 0;
  return {
    tokens,
    costMicroUsd: Math.max(asked, other),
    estimated: !metered.promptKnown || !metered.outputKnown,
  };
}

/** In micro-USD. */
export function priceOf(
  { tokens, webSearches, inUnitedStates }: BilledUsage,
  model: string,
  prices: PriceTable,
): number {
  const cost = costOf(prices.find(model).price, tokens) * (inUnitedStates ? unitedStatesFactor : 1);
  return Math.round(cost + webSearches * webSearchMicroUsd);
}

function outputOf(
  { usage, outputKnown, outputSeen }: Metered,
  call: CheckedCall,
  result: CallResult,
): number {
  if (outputKnown) return usage.tokens.output;
  return Math.max(usage.tokens.output, Math.min(outputSeen, call.max_tokens), unseenOutput(call, result));
}

/**
 * As much as can have been written in the time: of an answer that is not streamed nothing is seen before its end, and thinking may be
 * left out of a stream. A stream begins before its first token is written.
 */
function unseenOutput(call: CheckedCall, { metered, durationMs, firstByteMs }: CallResult): number {
  const streams = call['stream'] === true;
  if (streams && metered === null) return 0;
  const sinceMs = streams && metered?.promptKnown === true ? (firstByteMs ?? 0) : 0;
  return Math.min(call.max_tokens, Math.ceil((durationMs - sinceMs) * tokensPerMs));
}
