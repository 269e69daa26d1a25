import { megabytes, table } from '../report.ts';
import type { CoordinatorFigures } from './measure.ts';
import type { Latencies } from './open-loop.ts';

interface Taken {
  readonly date: string;
  readonly machine: string;
}

/** The coordinator's figures as markdown. */
export function coordinatorTables({
  date,
  machine,
  webhooks,
  runs,
  tasks,
  startMs,
  rssBytes,
}: CoordinatorFigures & Taken): string {
  return [
    `Measured on ${date}: ${machine}. Coordinator, PostgreSQL and load on the same cores.`,
    '### Webhooks of 20 KB, signed',
    table(
      ['receiver', '64 at once', 'p99', '500 a second: p50', 'p99', '100 at one moment: p99', 'failed'],
      webhooks.map(({ name, closed, open, burst }) => [
        name,
        perSecond(closed),
        ms(closed.p99Ms),
        ms(open.p50Ms),
        ms(open.p99Ms),
        ms(burst.p99Ms),
        String(closed.failed + open.failed + burst.failed),
      ]),
    ),
    '### Runs',
    table(
      ['what', 'rate', 'p50', 'p99', 'failed'],
      [
        ['admissions, 16 at once', runs.admissions] as const,
        ['heartbeats, 16 at once', runs.heartbeats] as const,
        ['batches of 500 events, 8 at once', runs.events] as const,
      ].map(([name, figures]) => [
        name,
        perSecond(figures),
        ms(figures.p50Ms),
        ms(figures.p99Ms),
        String(figures.failed),
      ]),
    ),
    `${Math.round(runs.events.eventsPerSecond).toLocaleString('en')} events a second are stored, each redacted again.`,
    `${tasks.tasks.toLocaleString('en')} due tasks are done at ${Math.round(tasks.perSecond)} a second; an urgent one that comes then is done after ${ms(tasks.waitMs)}.`,
    `A second start takes ${(startMs / 1000).toFixed(1)} s. Memory: ${megabytes(rssBytes.idle)} idle, ${megabytes(rssBytes.most)} at most in all of this.`,
  ].join('\n\n');
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;
const perSecond = ({ perSecond: rate }: Latencies): string => `${Math.round(rate).toLocaleString('en')}/s`;
