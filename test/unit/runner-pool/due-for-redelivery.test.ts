import { expect, it } from 'vitest';
import {
  dueForRedelivery,
  type HookDelivery,
} from '../../../runner-pool/services/deliveries/due-for-redelivery.ts';

const minute = 60_000;
const attempt = (id: number, change: Partial<HookDelivery> = {}): HookDelivery => ({
  id,
  guid: 'a',
  statusCode: 502,
  atMs: id * minute,
  ...change,
});
const due = (
  attempts: readonly HookDelivery[],
  nowMinutes: number,
  stored: readonly string[] = [],
): number[] =>
  dueForRedelivery(attempts, { stored: new Set(stored), nowMs: nowMinutes * minute }).map(({ id }) => id);

it('tries the newest attempt again, waiting twice as long after each', () => {
  expect(due([attempt(1)], 1.9)).toEqual([]);
  expect(due([attempt(1)], 2)).toEqual([1]);
  expect(due([attempt(1), attempt(2)], 3.9)).toEqual([]);
  expect(due([attempt(2), attempt(1)], 4)).toEqual([2]);
});

it('gives up after eight attempts, and counts one that is listed twice once', () => {
  const seven = Array.from({ length: 7 }, (_, index) => attempt(index + 1));
  expect(due([...seven, ...seven], 1_000)).toEqual([7]);
  expect(due([...seven, attempt(8)], 1_000)).toEqual([]);
});

it('leaves alone what is stored, and what is refused for what it is', () => {
  expect(due([attempt(1)], 9, ['a'])).toEqual([]);
  expect(due([attempt(1, { statusCode: 413 })], 9)).toEqual([]);
  expect(due([attempt(1, { statusCode: 401 })], 9)).toEqual([1]);
});
