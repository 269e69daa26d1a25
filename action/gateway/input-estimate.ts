import type { LedgerTokens } from '../../contract/ledger.ts';
import type { PromptUnit } from './prompt-units.ts';

export interface InputEstimator {
  /** What the prompt will be billed as; `output` is 0. */
  readonly estimate: (model: string, units: readonly PromptUnit[]) => LedgerTokens;
  /** What it was billed as, once the API said so. */
  readonly learn: (model: string, units: readonly PromptUnit[], billed: LedgerTokens) => void;
}

/** Before the first answer. English and code take 3 to 4 bytes of JSON a token; the newer tokenizers a third less. */
const firstTokensPerByte = 1 / 2.5;
/** Nothing real lies below: a prompt that was easy so far must not make a hard one look cheap. */
const leastTokensPerByte = 0.2;
/** No token is shorter than a byte. */
const mostTokensPerByte = 1;
/** For what is new in a prompt and may be harder than what was learnt from. */
const margin = 1.05;
const remembered = 4;
/** The API looks for a held prefix at a mark and at the blocks before it, no more than so many in all (its documentation of prompt caching). */
const lookback = 20;
/** Shorter than the cache's own lifetimes: the request still has to get there. */
const lifetimeMs = { '5m': 4.5 * 60_000, '1h': 58 * 60_000 } as const;

/** Learns from the calls of a run how many tokens its bytes are, and which prompts the API holds in its cache. */
export function createInputEstimator(now: () => number): InputEstimator {
  const ratios = new Map<string, readonly number[]>();
  /** Model and prefix to the time until which the cache holds it. */
  const held = new Map<string, number>();

  const holds = (unit: PromptUnit): boolean => (held.get(unit.chain) ?? 0) > now();

  return {
    estimate: (model, units) => {
      const known = ratios.get(model);
      const perByte =
        known === undefined
          ? firstTokensPerByte
          : Math.min(mostTokensPerByte, Math.max(leastTokensPerByte, ...known) * margin);
      const tokensTo = (unit: PromptUnit | undefined): number =>
        unit === undefined ? 0 : Math.ceil(unit.textBytes * perByte) + unit.mediaTokens;
      const lastMark = units.findLastIndex(({ cached }) => cached !== null);
      const lastHeld = units.findLastIndex((unit, index) => holds(unit) && isLookedUp(units, index));
      const [all, marked, read] = [units.at(-1), units[lastMark], units[lastHeld]].map(tokensTo) as [
        number,
        number,
        number,
      ];
      const written = Math.max(0, marked - read);
      const long = units.some(({ cached }, index) => index > lastHeld && cached === '1h');
      return {
        input: Math.max(0, all - Math.max(marked, read)),
        output: 0,
        cacheRead: read,
        cacheWrite5m: long ? 0 : written,
        cacheWrite1h: long ? written : 0,
      };
    },
    learn: (model, units, { input, cacheRead, cacheWrite5m, cacheWrite1h }) => {
      const last = units.at(-1);
      if (last === undefined) return;
      const tokens = input + cacheRead + cacheWrite5m + cacheWrite1h;
      if (last.mediaTokens === 0 && last.textBytes > 0 && tokens > 0)
        ratios.set(model, [...(ratios.get(model) ?? []), tokens / last.textBytes].slice(-remembered));
      // Prompts that are too short for the cache are marked, and not held.
      if (cacheRead + cacheWrite5m + cacheWrite1h === 0) return;
      for (const { chain, cached } of units) if (cached !== null) held.set(chain, now() + lifetimeMs[cached]);
    },
  };
}

function isLookedUp(units: readonly PromptUnit[], index: number): boolean {
  return units.slice(index, index + lookback).some(({ cached }) => cached !== null);
}
