import type { LedgerEntry } from '../../contract/ledger.ts';
import type { Tokens, Usage } from '../../contract/usage.ts';
import { addUsage, noUsage } from './usage.ts';

/** What the gateway metered, as the usage of a run; turns are counted elsewhere. */
export function usageOfLedger(entries: readonly LedgerEntry[]): Usage {
  return entries.map(usageOfCall).reduce(addUsage, noUsage);
}

function usageOfCall({ model, costMicroUsd, tokens }: LedgerEntry): Usage {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = tokens;
  const sums: Tokens = { input, output, cacheRead, cacheWrite: cacheWrite5m + cacheWrite1h };
  return {
    source: 'gateway',
    costMicroUsd,
    tokens: sums,
    models: [{ model, costMicroUsd, tokens: sums }],
    turns: 0,
  };
}
