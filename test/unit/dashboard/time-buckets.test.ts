import { expect, it } from 'vitest';
import { bucketOf, bucketsBetween } from '../../../dashboard-static/filter/time-buckets.ts';

const at = (text: string): number => new Date(text).getTime();
const names = (starts: readonly number[]): readonly string[] =>
  starts.map((ms) => {
    const date = new Date(ms);
    return [date.getFullYear(), date.getMonth() + 1, date.getDate()].join('-');
  });

it.each([
  ['day', '2026-10-24T13:00', '2026-10-27T01:00', ['2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27']],
  ['week', '2026-07-01T13:00', '2026-10-27T01:00', ['2026-6-29', '2026-7-6', '2026-7-13']],
  ['month', '2024-11-20T13:00', '2026-11-02T01:00', ['2024-11-1', '2024-12-1', '2025-1-1']],
] as const)('takes stretches of a %s, without gaps', (unit, first, last, begin) => {
  const buckets = bucketsBetween(at(first), at(last));
  expect(buckets.unit).toBe(unit);
  expect(names(buckets.starts).slice(0, begin.length)).toEqual(begin);
  expect(buckets.starts.at(-1)).toBeLessThanOrEqual(at(last));
  expect(buckets.endMs).toBeGreaterThan(at(last));
  expect(bucketOf(buckets, at(first))).toBe(0);
  expect(bucketOf(buckets, at(last))).toBe(buckets.starts.length - 1);
});

it('puts a time into the stretch that it is in, to the millisecond', () => {
  const buckets = bucketsBetween(at('2026-11-01T12:00'), at('2026-11-05T12:00'));
  expect(bucketOf(buckets, at('2026-11-03T00:00'))).toBe(2);
  expect(bucketOf(buckets, at('2026-11-03T00:00') - 1)).toBe(1);
});

it('has one stretch for one moment', () => {
  const buckets = bucketsBetween(at('2026-11-01T12:00'), at('2026-11-01T12:00'));
  expect(buckets.starts).toHaveLength(1);
});

it.each([
  ['62 days', 62],
  ['550 days', 550],
  ['30 years', 30 * 365],
  ['40 years', 40 * 365],
  ['398 years', 398 * 365],
  ['1,000 years', 365_250],
  ['all years with four digits', 365.2425 * 8_029],
])('has at most 400 stretches: %s', (_, days) => {
  const lastMs = days * 86_400_000;
  const buckets = bucketsBetween(0, lastMs);
  expect(buckets.starts.length).toBeLessThanOrEqual(400);
  expect(buckets.starts.length).toBeGreaterThan(30);
  expect(buckets.starts[0]).toBeLessThanOrEqual(0);
  expect(buckets.endMs).toBeGreaterThan(lastMs);
  expect(bucketOf(buckets, lastMs)).toBe(buckets.starts.length - 1);
});
