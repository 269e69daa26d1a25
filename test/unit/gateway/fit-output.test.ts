import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitOutput, leastOutput } from '../../../action/gateway/fit-output.ts';

const call = (max_tokens: number, thinking?: object) => ({
  model: 'm',
  messages: [],
  max_tokens,
  ...(thinking ? { thinking } : {}),
});

it('never makes a valid call invalid', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1025, max: 128_000 }), fc.nat(), fc.nat(), (max, budgetSeed, lowerSeed) => {
      const asked = call(max, { type: 'enabled', budget_tokens: 1024 + (budgetSeed % (max - 1024)) });
      const least = leastOutput(asked);
      const fitted = fitOutput(asked, least + (lowerSeed % (max - least + 1)));
      const { budget_tokens: budget } = fitted['thinking'] as { budget_tokens: number };
      expect(budget).toBeGreaterThanOrEqual(1024);
      expect(budget).toBeLessThan(fitted.max_tokens);
      expect(fitted.max_tokens).toBeLessThanOrEqual(max);
    }),
  );
});

it('leaves thinking alone that is adaptive, off, or small enough', () => {
  expect(fitOutput(call(9000, { type: 'adaptive' }), 3000)).toEqual(call(3000, { type: 'adaptive' }));
  expect(fitOutput(call(9000, { type: 'enabled', budget_tokens: 1500 }), 3000)).toEqual(
    call(3000, { type: 'enabled', budget_tokens: 1500 }),
  );
});

it('asks for room to think and to answer, but for no more than the call does', () => {
  expect([
    leastOutput(call(9000)),
    leastOutput(call(9000, { type: 'enabled', budget_tokens: 5000 })),
    leastOutput(call(1)),
  ]).toEqual([1024, 2048, 1]);
});
