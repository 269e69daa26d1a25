import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLimits } from '../../../action/run/limits.ts';

const inputs = { maxBudgetMicroUsd: 1_000_000, maxTurns: 10 };

it('is what the inputs say until less is granted', () => {
  const limits = createLimits(inputs);
  expect([limits.microUsd(), limits.turns(), limits.howToRaise()]).toEqual([
    1_000_000,
    10,
    'Raise max-budget-usd',
  ]);
  limits.grant({ microUsd: 400_000, turns: 3 });
  expect([limits.microUsd(), limits.turns()]).toEqual([400_000, 3]);
  expect(limits.howToRaise()).toContain('The coordinator granted no more');
});

it('is never more than the inputs say, whatever is granted one after the other', () => {
  const grant = fc.record({ microUsd: fc.nat(), turns: fc.option(fc.nat()) });
  fc.assert(
    fc.property(fc.array(grant), fc.option(fc.nat()), (grants, maxTurns) => {
      const limits = createLimits({ ...inputs, maxTurns });
      for (const one of grants) limits.grant(one);
      expect(limits.microUsd()).toBe(Math.min(1_000_000, grants.at(-1)?.microUsd ?? 1_000_000));
      expect(limits.turns() ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(
        maxTurns ?? Number.POSITIVE_INFINITY,
      );
    }),
  );
});

it('tells each change of the money, and nothing else', () => {
  const limits = createLimits(inputs);
  const told: number[] = [];
  limits.onMoney((microUsd) => void told.push(microUsd));
  for (const microUsd of [2_000_000, 500_000, 500_000, 700_000]) limits.grant({ microUsd, turns: null });
  expect(told).toEqual([500_000, 700_000]);
});
