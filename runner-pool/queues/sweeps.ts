import type { Context } from '../context.ts';
import { countUsage } from '../services/count-usage.ts';
import { sweepDeliveries } from '../services/sweep-deliveries.ts';
import { sweepInstallations } from '../services/sweep-installations.ts';
import { sweepJournals } from '../services/sweep-journals.ts';
import { sweepOldDeliveries } from '../services/sweep-old-deliveries.ts';
import { sweepRetention } from '../services/sweep-retention.ts';
import { sweepUsedTokens } from '../services/sweep-used-tokens.ts';

/** Work that comes again and again, whatever happens; in one instance at a time. */
export interface Sweep {
  readonly name: string;
  readonly everyMs: number;
  readonly sweep: (context: Context, signal: AbortSignal) => Promise<void>;
}

/** A line each. */
export const sweeps: readonly Sweep[] = [
  { name: 'retention', everyMs: 3_600_000, sweep: sweepRetention },
  { name: 'used-tokens', everyMs: 600_000, sweep: sweepUsedTokens },
  { name: 'usage', everyMs: 600_000, sweep: countUsage },
  {
    name: 'redeliver',
    everyMs: 300_000,
    sweep: async (context, signal) => void (await sweepDeliveries(context, signal)),
  },
  { name: 'installations', everyMs: 3_600_000, sweep: sweepInstallations },
  { name: 'journals', everyMs: 3_600_000, sweep: sweepJournals },
  { name: 'old-deliveries', everyMs: 3_600_000, sweep: sweepOldDeliveries },
];
