import { defineConfig } from 'vitest/config';

const coordinator = 'test/integration/coordinator/**/*.test.ts';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts', 'test/architecture.test.ts'] } },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: [coordinator],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'coordinator',
          include: [coordinator],
          globalSetup: 'test/helpers/coordinator/postgres-server.ts',
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      // Whole programs under faults and load: minutes, not seconds.
      {
        test: {
          name: 'suites',
          include: ['test/suites/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
    ],
  },
});
