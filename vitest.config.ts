import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const coordinator = 'test/integration/coordinator/**/*.test.ts';
const dashboard = 'test/integration/dashboard/**/*.test.ts';

/** vitest itself leaves a core free, which of two is half; these tests wait for processes and time-outs more than they compute. */
const maxWorkers = Math.max(2, availableParallelism());
/** The coordinator is started hundreds of times; what Node compiled of it is kept (1.4 s of CPU a start without, 0.85 s with). */
const env = { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compile') };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/architecture.test.ts'],
          maxWorkers,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: [coordinator, dashboard],
          maxWorkers,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'coordinator',
          include: [coordinator],
          globalSetup: 'test/helpers/coordinator/postgres-server.ts',
          maxWorkers,
          // Half of a file's time is spent in loading the coordinator, which has no state of its own: once a worker is enough.
          isolate: false,
          // Of runs of the real CLI.
          maxConcurrency: 3,
          env,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      // A browser fills a core by itself.
      {
        test: {
          name: 'dashboard',
          include: [dashboard],
          sequence: { groupOrder: 3 },
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      // Whole programs under faults and load: minutes, not seconds. Each fills the machine, so that all others are done before.
      {
        test: {
          name: 'suites',
          include: ['test/suites/**/*.test.ts'],
          sequence: { groupOrder: 2 },
          env,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      // Five runs of the real CLI at once, some of them held to seconds: no more workers than usual, and no others beside them.
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
