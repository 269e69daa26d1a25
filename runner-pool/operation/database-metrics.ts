import { Counter, Gauge } from 'prom-client';
import type { Database } from '../database/database.ts';
import type { MetricParts } from './metrics.ts';

/** How full the pools are: `waiting` above 0 for long means that DATABASE_CONNECTIONS is too small. */
export function addDatabaseMetrics(
  { register, prefix }: MetricParts,
  { pools, replica }: Pick<Database, 'pools' | 'replica'>,
): void {
  new Gauge({
    name: `${prefix}database_connections`,
    help: 'Connections of a pool that are open and idle, those in use, and requests that wait for one.',
    labelNames: ['pool', 'state'],
    registers: [register],
    collect() {
      for (const [pool, its] of Object.entries(pools)) {
        if (its === null) continue;
        this.set({ pool, state: 'idle' }, its.idleCount);
        this.set({ pool, state: 'used' }, its.totalCount - its.idleCount);
        this.set({ pool, state: 'waiting' }, its.waitingCount);
      }
    },
  });
  new Gauge({
    name: `${prefix}database_connections_max`,
    help: 'Connections that a pool may open.',
    labelNames: ['pool'],
    registers: [register],
    collect() {
      for (const [pool, its] of Object.entries(pools))
        if (its !== null) this.set({ pool }, its.options.max ?? 0);
    },
  });
  new Counter({
    name: `${prefix}replica_fallbacks_total`,
    help: 'Lists that were read from the primary because the replica did not answer.',
    registers: [register],
    collect() {
      this.reset();
      this.inc(replica.fallbacks());
    },
  });
}
