import { expect, it } from 'vitest';
import { createBodyBudget } from '../../../action/gateway/body-budget.ts';

const mebibyte = 1024 * 1024;

it('has room for two of the largest bodies, and for others when they are done', () => {
  const budget = createBodyBudget();
  const [first, second, third] = [budget.open(), budget.open(), budget.open()];
  expect([first, second, third].map(({ take }) => take(31 * mebibyte))).toEqual([true, true, false]);
  third.close();
  first.close();
  first.close();
  expect(budget.open().take(31 * mebibyte)).toBe(true);
  expect(budget.open().take(31 * mebibyte)).toBe(false);
});

it('counts what comes in parts', () => {
  const lease = createBodyBudget().open();
  for (let part = 0; part < 64; part++) expect(lease.take(mebibyte)).toBe(true);
  expect(lease.take(1)).toBe(false);
});

it('counts small requests for more than they are', () => {
  const budget = createBodyBudget();
  const all = Array.from({ length: 1024 }, () => budget.open().take(1));
  expect(all.every(Boolean)).toBe(true);
  expect(budget.open().take(1)).toBe(false);
});
