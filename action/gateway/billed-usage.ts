import type { LedgerTokens } from '../../contract/ledger.ts';
import { countOf, isObject, type Json, listOf } from './json.ts';

/** What the API says that a call used. */
export interface BilledUsage {
  readonly tokens: LedgerTokens;
  readonly webSearches: number;
  /** The organization has its calls served in the United States, at a tenth more. */
  readonly inUnitedStates: boolean;
}

export const nothingBilled: BilledUsage = {
  tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
  webSearches: 0,
  inUnitedStates: false,
};

/** `longWrites`: a cache write whose kind is not said is of the one-hour cache, since the request asked for that. */
export function readUsage(usage: unknown, longWrites: boolean): BilledUsage {
  if (!isObject(usage)) return nothingBilled;
  const hosted = isObject(usage['server_tool_use']) ? usage['server_tool_use'] : {};
  // The top level leaves out what the API did in between, such as compacting: each is a call of its own.
  const between = listOf(usage['iterations'])
    .filter(isObject)
    .filter(({ type }) => type !== 'message');
  return {
    tokens: [usage, ...between]
      .map((part) => tokensOf(part, longWrites))
      .reduce((a, b) => combine(a, b, add)),
    webSearches: countOf(hosted['web_search_requests']),
    inUnitedStates: usage['inference_geo'] === 'us',
  };
}

/** Figures of a stream are totals so far: the greatest counts, in whatever order they came. */
export function greatest(a: BilledUsage, b: BilledUsage): BilledUsage {
  return {
    tokens: combine(a.tokens, b.tokens, (x, y) => Math.max(x, y)),
    webSearches: Math.max(a.webSearches, b.webSearches),
    inUnitedStates: a.inUnitedStates || b.inUnitedStates,
  };
}

function tokensOf(usage: Json, longWrites: boolean): LedgerTokens {
  const written = countOf(usage['cache_creation_input_tokens']);
  const split = isObject(usage['cache_creation']) ? usage['cache_creation'] : null;
  const long = split === null ? (longWrites ? written : 0) : countOf(split['ephemeral_1h_input_tokens']);
  const short = split === null ? 0 : countOf(split['ephemeral_5m_input_tokens']);
  return {
    input: countOf(usage['input_tokens']),
    output: countOf(usage['output_tokens']),
    cacheRead: countOf(usage['cache_read_input_tokens']),
    cacheWrite5m: Math.max(short, written - long),
    cacheWrite1h: long,
  };
}

const add = (a: number, b: number): number => a + b;

function combine(a: LedgerTokens, b: LedgerTokens, by: (a: number, b: number) => number): LedgerTokens {
  return {
    input: by(a.input, b.input),
    output: by(a.output, b.output),
    cacheRead: by(a.cacheRead, b.cacheRead),
    cacheWrite5m: by(a.cacheWrite5m, b.cacheWrite5m),
    cacheWrite1h: by(a.cacheWrite1h, b.cacheWrite1h),
  };
}
