import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Ask, createGrant } from '../../../action/gateway/grant.ts';

const never = new AbortController().signal;
/** Of which nothing is uncertain, unless another worst case is given. */
const ask = (over: Partial<Ask> = {}): Ask => {
  const { inputMicroUsd = 1000, outputTokenMicroUsd = 20 } = over;
  const worst = { inputMicroUsd, outputTokenMicroUsd };
  return {
    inputMicroUsd,
    outputTokenMicroUsd,
    worst,
    maxTokens: 4096,
    leastTokens: 1024,
    signal: never,
    ...over,
  };
};

it('never lets the calls together cost more than the grant, whatever they ask and however they end', async () => {
  const call = fc.record({
    inputMicroUsd: fc.nat(50_000),
    outputTokenMicroUsd: fc.nat(75),
    maxTokens: fc.nat(128_000),
    used: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 12 }), fc.nat(5_000_000), async (calls, grantMicroUsd) => {
      const grant = createGrant(grantMicroUsd);
      await Promise.all(
        calls.map(async ({ used, ...over }) => {
          const reservation = await grant.reserve(
            ask({ ...over, leastTokens: Math.min(1024, over.maxTokens) }),
          );
          if (reservation === 'spent') return;
          expect(reservation.maxTokens).toBeLessThanOrEqual(over.maxTokens);
          expect(reservation.maxTokens).toBeGreaterThanOrEqual(Math.min(1024, over.maxTokens));
          await Promise.resolve();
          reservation.settle(over.inputMicroUsd + reservation.maxTokens * over.outputTokenMicroUsd * used);
        }),
      );
      expect(grant.spentMicroUsd()).toBeLessThanOrEqual(grantMicroUsd);
    }),
  );
});

it('shares with others only when a call cannot have all it wants', async () => {
  const grant = createGrant(5_000_000);
  const first = await grant.reserve(ask({ maxTokens: 128_000 }));
  const second = await grant.reserve(ask({ maxTokens: 128_000 }));
  const third = await grant.reserve(ask({ maxTokens: 128_000 }));
  expect([first, second, third].map((held) => held !== 'spent' && held.maxTokens)).toEqual([
    128_000, 60_950, 32_000,
  ]);
});

it('gives a waiting call its turn when another costs less than it might have', async () => {
  const grant = createGrant(200_000);
  const first = await grant.reserve(ask({ maxTokens: 9000 }));
  const second = grant.reserve(ask({ maxTokens: 9000 }));
  if (first !== 'spent') first.settle(2000);
  expect(await second).toMatchObject({ maxTokens: 9000 });
});

it('ends the waiting with the call', async () => {
  const grant = createGrant(200_000);
  await grant.reserve(ask({ maxTokens: 9000 }));
  const leaving = new AbortController();
  const waiting = grant.reserve(ask({ maxTokens: 9000, signal: leaving.signal }));
  leaving.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
});

it('counts a call once', async () => {
  const grant = createGrant(1_000_000);
  const held = await grant.reserve(ask());
  if (held !== 'spent') for (const _ of [1, 2]) held.settle(500);
  expect(grant.spentMicroUsd()).toBe(500);
});

it('lets a call that waits for money have it once more is granted', async () => {
  const grant = createGrant(100_000);
  const first = await grant.reserve(ask());
  const second = grant.reserve(ask());
  grant.setLimit(400_000);
  expect(await second).not.toBe('spent');
  if (first !== 'spent') first.settle(90_000);
});

it('pays for nothing more once less is granted than is spent', async () => {
  const grant = createGrant(1_000_000);
  const first = await grant.reserve(ask());
  if (first !== 'spent') first.settle(50_000);
  grant.setLimit(40_000);
  expect(await grant.reserve(ask())).toBe('spent');
  expect(grant.limitMicroUsd()).toBe(40_000);
});
