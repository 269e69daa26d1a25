import { expect, it } from 'vitest';
import { dayBegins, dayOf, daysIn } from '../../../dashboard-static/filter/days.ts';

const nowMs = new Date(2026, 10, 21, 15).getTime();
const firstMs = new Date(2026, 10, 2, 23, 59).getTime();

it('goes back and forth between a day and its midnight, in the zone of the reader', () => {
  expect(dayOf(new Date(2026, 0, 5, 23, 59, 59).getTime())).toBe('2026-01-05');
  expect(dayBegins('2026-01-05')).toBe(new Date(2026, 0, 5).getTime());
  expect(dayOf(dayBegins('2026-12-31', 1))).toBe('2027-01-01');
  expect(dayOf(Number.NaN)).toBe('');
});

it.each([
  ['all there is', '', '', 20],
  ['both ends', '2026-11-10', '2026-11-12', 3],
  ['one day', '2026-11-10', '2026-11-10', 1],
  ['today', '2026-11-21', '', 1],
  ['into the future', '2026-11-20', '2027-11-20', 2],
  ['from before there was a history', '2020-01-01', '2026-11-04', 3],
  ['the wrong way round', '2026-11-12', '2026-11-10', 1],
])('counts the days of a range, with runs or without: %s', (_, from, to, days) => {
  expect(daysIn({ from, to, firstMs, nowMs })).toBe(days);
});
