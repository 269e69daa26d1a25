import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Breakers } from '../breaker/breakers.ts';
import type { Database } from '../database/database.ts';
import { addDatabaseMetrics } from './database-metrics.ts';
import { addDeadLetterMetrics } from './dead-letter-metrics.ts';
import { addQueueMetrics } from './queue-metrics.ts';
import { createRequestMetrics, type RequestMetrics } from './request-metrics.ts';
import { addRunMetrics } from './run-metrics.ts';
import { withLimit } from './with-limit.ts';

export interface Metrics {
  readonly requests: RequestMetrics;
  /** In Prometheus' text format. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

interface Deps {
  readonly database: Database;
  readonly breakers: Pick<Breakers, 'states'>;
  readonly version: string;
}

const prefix = 'claude_orchestrator_';
/** What is asked of the database for a scrape has this long. */
const collectMs = 2_000;

/** All that is measured, in a registry of its own. No label's values come from a request: the number of series is bounded. */
export function createMetrics({ database, breakers, version }: Deps): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const failures = new Counter({
    name: `${prefix}scrape_failures_total`,
    help: 'Groups of metrics that could not be collected, and are missing from an answer.',
    labelNames: ['group'],
    registers: [register],
  });
  const collect: Collect = (group, work, reset) => {
    let underWay: Promise<void> | null = null;
    const once = async (): Promise<void> => {
      try {
        await withLimit(collectMs, work);
      } catch {
        reset();
        failures.inc({ group });
      } finally {
        underWay = null;
      }
    };
    return async () => (underWay ??= once());
  };
  const parts = { register, prefix, collect };
  addDatabaseMetrics(parts, database);
  addQueueMetrics(parts, database);
  addRunMetrics(parts, database);
  addDeadLetterMetrics(parts, database);
  addBreakerMetrics(parts, breakers);
  new Gauge({
    name: `${prefix}build_info`,
    help: 'Always 1; its labels say what runs.',
    labelNames: ['version', 'node'],
    registers: [register],
  }).set({ version, node: process.versions.node }, 1);
  return {
    requests: createRequestMetrics(parts),
    text: async () => register.metrics(),
    contentType: register.contentType,
  };
}

export interface MetricParts {
  readonly register: Registry;
  readonly prefix: string;
  readonly collect: Collect;
}

/** Work that fills several metrics at a scrape, once however many of them ask for it; where it fails, `reset` empties them: no number is better than an old one. */
type Collect = (group: string, work: () => Promise<void>, reset: () => void) => () => Promise<void>;

function addBreakerMetrics({ register }: MetricParts, breakers: Pick<Breakers, 'states'>): void {
  new Gauge({
    name: `${prefix}breakers`,
    help: 'Circuit breakers by upstream and state, one for each organization that called it.',
    labelNames: ['upstream', 'state'],
    registers: [register],
    collect() {
      for (const { upstream, closed, open, halfOpen } of breakers.states()) {
        this.set({ upstream, state: 'closed' }, closed);
        this.set({ upstream, state: 'open' }, open);
        this.set({ upstream, state: 'half_open' }, halfOpen);
      }
    },
  });
}
