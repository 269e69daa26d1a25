import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backOffMs } from '../../../action/coordinator/back-off.ts';

const capMs = 30_000;

it('draws from a window that doubles up to its cap', () => {
  const most = [1, 2, 3, 7, 8, 1000].map((failures) =>
    backOffMs({ failures, capMs, retryAfterMs: null, random: 1 }),
  );
  expect(most).toEqual([500, 1000, 2000, 30_000, 30_000, 30_000]);
  expect(backOffMs({ failures: 5, capMs, retryAfterMs: null, random: 0 })).toBe(0);
});

it('waits at least as long as was asked for, but no more than two minutes for that', () => {
  expect(backOffMs({ failures: 1, capMs, retryAfterMs: 7000, random: 0.5 })).toBe(7000);
  expect(backOffMs({ failures: 1, capMs, retryAfterMs: 86_400_000, random: 0.5 })).toBe(120_000);
});

it('is always a time that can be waited for', () => {
  const setback = fc.record({
    failures: fc.integer({ min: 1 }),
    capMs: fc.integer({ min: 1, max: 60_000 }),
    retryAfterMs: fc.option(fc.nat()),
    random: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(setback, (given) => {
      const ms = backOffMs(given);
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(Math.max(given.capMs, 120_000));
    }),
  );
});
