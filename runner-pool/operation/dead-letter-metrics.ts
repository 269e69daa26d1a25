import { Gauge } from 'prom-client';
import type { Database } from '../database/database.ts';
import { queueOf } from '../store/outbox.ts';
import { deadLetterFigures } from '../store/run-figures.ts';
import type { MetricParts } from './metrics.ts';

const queues = [...new Set(Object.values(queueOf))];
/** It takes a look at every organization: not more often than this, however often somebody scrapes. */
const keptMs = 10_000;

/** What could not be done, and waits for a person; the same in every instance. */
export function addDeadLetterMetrics(
  { register, prefix, collect }: MetricParts,
  database: Pick<Database, 'call'>,
): void {
  const letters: Gauge<'queue'> = new Gauge({
    name: `${prefix}dead_letters`,
    help: 'Dead letters by queue that nobody had done again. The same in every instance: take the max.',
    labelNames: ['queue'],
    registers: [register],
    collect: async () => fill(),
  });
  let known: { readonly figures: ReadonlyMap<string, number>; readonly atMs: number } | null = null;
  const fill = collect(
    'dead_letters',
    async () => {
      if (known === null || performance.now() - known.atMs > keptMs)
        known = { figures: await deadLetterFigures(database), atMs: performance.now() };
      for (const queue of queues) letters.set({ queue }, known.figures.get(queue) ?? 0);
    },
    () => letters.reset(),
  );
}
