import { Gauge } from 'prom-client';
import type { Database } from '../database/database.ts';
import { queueDepths, queueOf } from '../store/outbox.ts';
import type { MetricParts } from './metrics.ts';

const queues = [...new Set(Object.values(queueOf))];

/** What waits, and for how long; the same in every instance. */
export function addQueueMetrics(
  { register, prefix, collect }: MetricParts,
  database: Pick<Database, 'inDirectory'>,
): void {
  const registers = [register];
  const oldest: Gauge<'queue'> = new Gauge({
    name: `${prefix}queue_oldest_seconds`,
    help: 'How long the oldest task that waits was wanted already. The same in every instance: take the max.',
    labelNames: ['queue'],
    registers,
    collect: async () => fill(),
  });
  const tasks: Gauge<'queue' | 'state'> = new Gauge({
    name: `${prefix}queue_tasks`,
    help: 'Tasks by queue and state. The same in every instance: take the max.',
    labelNames: ['queue', 'state'],
    registers,
    collect: async () => fill(),
  });
  const fill = collect(
    'queues',
    async () => {
      const depths = new Map((await database.inDirectory(queueDepths)).map((depth) => [depth.queue, depth]));
      for (const queue of queues) {
        const { waiting = 0, delayed = 0, running = 0, oldestSeconds = 0 } = depths.get(queue) ?? {};
        for (const [state, count] of Object.entries({ waiting, delayed, running }))
          tasks.set({ queue, state }, count);
        oldest.set({ queue }, oldestSeconds);
      }
    },
    () => {
      tasks.reset();
      oldest.reset();
    },
  );
}
