import { describe, expect, it } from 'vitest';
import { type PriceOverride, priceTable } from '../../../action/gateway/price-table.ts';
import { costOf, listName } from '../../../action/gateway/prices.ts';

const today = '2026-12-01';
const row = (over: Partial<PriceOverride>): PriceOverride => ({
  model: 'x',
  from: '2026-01-01',
  input: 1,
  output: 2,
  cacheRead: 0.5,
  ...over,
});
const none = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

describe('the name of a model in the list', () => {
  it.each([
    ['claude-opus-4-5-20251101', 'claude-opus-4-5'],
    ['us.anthropic.claude-opus-4-6-v1:0', 'claude-opus-4-6'],
    ['claude-3-5-haiku@20241022', 'claude-3-5-haiku'],
    ['us.anthropic.claude-haiku-4-5-20251001-v1:0', 'claude-haiku-4-5'],
    ['claude-opus-4-20250514', 'claude-opus-4'],
    ['claude-opus-4-0', 'claude-opus-4'],
    ['claude-sonnet-4-6[1m]', 'claude-sonnet-4-6'],
    ['anthropic/claude-opus-5-5', 'claude-opus-5-5'],
    ['claude-3-7-sonnet-latest', 'claude-3-7-sonnet'],
  ])('of %s is %s', (model, name) => {
    expect(listName(model)).toBe(name);
    expect(priceTable([], today).find(model).known).toBe(true);
  });

  it.each([
    'evil/claude-haiku-5-5',
    'claude-haiku-5-5-turbo',
    'claude-opus-9',
    'gpt-7',
    '',
    '__proto__',
    'constructor',
  ])('is not known for %s, which costs the dearest there is', (model) => {
    const { price, known } = priceTable([], today).find(model);
    expect(known).toBe(false);
    expect(price).toMatchObject({
      input: 15,
      output: 75,
      cacheRead: 1.5,
      cacheWrite5m: 18.75,
      cacheWrite1h: 30,
    });
  });
});

describe('prices of the configuration', () => {
  it('come before the list, from their day on', () => {
    const table = priceTable(
      [
        row({ model: 'claude-opus-*', from: '2026-12-01' }),
        row({ model: 'claude-sonnet-5', from: '2026-12-02' }),
      ],
      today,
    );
    expect(table.find('claude-opus-5-5').price).toEqual({
      from: '2026-12-01',
      input: 1,
      output: 2,
      cacheRead: 0.5,
      cacheWrite5m: 1.25,
      cacheWrite1h: 2,
    });
    expect(table.find('claude-sonnet-5').price.input).toBe(2);
  });

  it('the exact name counts before a pattern, the newer before the older', () => {
    const table = priceTable(
      [row({ model: '*', input: 9 }), row({ input: 3 }), row({ from: '2026-06-01', input: 4 })],
      today,
    );
    expect(table.find('x').price.input).toBe(4);
    expect(table.find('y').price.input).toBe(9);
  });

  it('raise what an unknown model costs', () => {
    expect(priceTable([row({ output: 500, cacheWrite5m: 70 })], today).find('y')).toMatchObject({
      known: false,
      price: { output: 500, cacheWrite5m: 70 },
    });
  });

  it('match a pattern in time that does not explode', () => {
    const table = priceTable([row({ model: `${'*'.repeat(200)}b` })], today);
    expect(table.find('a'.repeat(256)).known).toBe(false);
  });
});

it('charges a long prompt as the list says', () => {
  const { price } = priceTable([], today).find('claude-haiku-5-5');
  expect(costOf(price, { ...none, input: 100_000, output: 10 })).toBeCloseTo(100_000 * 0.1 + 10 * 0.5);
  expect(costOf(price, { ...none, input: 60_000, cacheRead: 40_001, output: 10 })).toBeCloseTo(
    60_000 * 0.5 + 40_001 * 0.05 + 10 * 2.5,
  );
});

it.each(['claude-sonnet-4-20250514', 'claude-sonnet-4-5[1m]'])(
  'charges %s for a window of a million tokens',
  (model) => {
    const { price } = priceTable([], today).find(model);
    expect(costOf(price, { ...none, input: 200_000, output: 10 })).toBeCloseTo(200_000 * 3 + 10 * 15);
    expect(costOf(price, { ...none, cacheRead: 200_001, output: 10 })).toBeCloseTo(200_001 * 0.6 + 10 * 22.5);
  },
);
