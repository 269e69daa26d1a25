import { Counter, Gauge } from 'prom-client';
import type { Database } from '../database/database.ts';
import { type RunFigures, runFigures } from '../store/run-figures.ts';
import type { MetricParts } from './metrics.ts';

/** They take a look at every organization: not more often than this, however often somebody scrapes. */
const keptMs = 10_000;

/** What the runs do, and what they cost; the same in every instance. */
export function addRunMetrics(
  { register, prefix, collect }: MetricParts,
  database: Pick<Database, 'call'>,
): void {
  const registers = [register];
  const cost: Counter = new Counter({
    name: `${prefix}cost_usd_total`,
    help: 'What runs spent ever, in US dollars. The same in every instance: take the max.',
    registers,
    collect: async () => fill(),
  });
  const runs: Gauge<'state'> = new Gauge({
    name: `${prefix}runs`,
    help: 'Runs that are open or were made within the last day, by state. The same in every instance: take the max.',
    labelNames: ['state'],
    registers,
    collect: async () => fill(),
  });
  let known: { readonly figures: RunFigures; readonly atMs: number } | null = null;
  const fill = collect(
    'runs',
    async () => {
      if (known === null || performance.now() - known.atMs > keptMs)
        known = { figures: await runFigures(database), atMs: performance.now() };
      runs.reset();
      for (const [state, count] of known.figures.runs) runs.set({ state }, count);
      cost.reset();
      cost.inc(known.figures.spentMicroUsd / 1e6);
    },
    () => {
      runs.reset();
      cost.reset();
    },
  );
}
