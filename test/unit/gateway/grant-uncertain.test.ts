import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Ask, createGrant, type Reservation } from '../../../action/gateway/grant.ts';

/** Expected to cost 1,000, and possibly 900,000. */
const ask = (over: Partial<Ask> = {}): Ask => ({
  inputMicroUsd: 1000,
  outputTokenMicroUsd: 0,
  worst: { inputMicroUsd: 900_000, outputTokenMicroUsd: 0 },
  maxTokens: 1,
  leastTokens: 1,
  signal: new AbortController().signal,
  ...over,
});
const nextTurn = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const reserved = async (asked: Promise<Reservation | 'spent'>): Promise<Reservation> => {
  const reservation = await asked;
  if (reservation === 'spent') throw new Error('spent');
  return reservation;
};

it('lets calls go side by side while the grant holds the worst of them', async () => {
  const grant = createGrant(3_000_000);
  const all = await Promise.all([1, 2, 3].map(async () => grant.reserve(ask())));
  expect(all).not.toContain('spent');
});

it('lets one call wait for what the API says of another where it does not', async () => {
  const grant = createGrant(1_000_000);
  const first = await reserved(grant.reserve(ask()));
  let going = false;
  const second = grant.reserve(ask()).then((reservation) => {
    going = true;
    return reservation;
  });
  await nextTurn();
  expect(going).toBe(false);
  first.adjust(1200);
  expect(await second).not.toBe('spent');
});

it('lets it wait also when the call before it is not the dear one', async () => {
  const grant = createGrant(1_000_000);
  const first = await reserved(grant.reserve(ask()));
  let going = 0;
  const cheap = { worst: { inputMicroUsd: 150_000, outputTokenMicroUsd: 0 } };
  for (const _ of [1, 2]) void grant.reserve(ask(cheap)).then(() => going++);
  await nextTurn();
  expect(going).toBe(0);
  first.settle(900_000);
  await nextTurn();
  // The first of them may now cost more than is left; the second waits for what it does.
  expect(going).toBe(1);
});

it('refuses what waited when what went before was as dear as it could be', async () => {
  const grant = createGrant(1_000_000);
  const first = await reserved(grant.reserve(ask()));
  const second = grant.reserve(ask({ inputMicroUsd: 200_000 }));
  first.settle(900_000);
  expect(await second).toBe('spent');
});

it('is overspent by one call at most, however wrong the estimates are', async () => {
  const call = fc.record({ expected: fc.nat(10_000), actual: fc.nat(900_000), proves: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 30 }), fc.nat(5_000_000), async (calls, grantMicroUsd) => {
      const grant = createGrant(grantMicroUsd);
      await Promise.all(
        calls.map(async ({ expected, actual, proves }) => {
          const held = await grant.reserve(
            ask({ inputMicroUsd: expected, worst: { inputMicroUsd: 900_000, outputTokenMicroUsd: 0 } }),
          );
          if (held === 'spent') return;
          await nextTurn();
          if (proves) held.adjust(actual);
          await nextTurn();
          held.settle(actual);
        }),
      );
      expect(grant.spentMicroUsd()).toBeLessThanOrEqual(grantMicroUsd + 900_000);
    }),
    { numRuns: 50 },
  );
});
