import { expect, it } from 'vitest';
import { noLongerKept } from '../../../action/workspace/kept-files.ts';

const day = 24 * 3_600_000;
const nowMs = Date.UTC(2026, 10, 21);
const gib = 1024 ** 3;

const kept = (dir: string, ageDays: number, bytes = 1000): Parameters<typeof noLongerKept>[0][number] => ({
  dir,
  bytes,
  touchedMs: nowMs - ageDays * day,
});

it('keeps the files of a run for a week', () => {
  expect(noLongerKept([kept('today', 0), kept('week', 7), kept('older', 7.01)], nowMs)).toEqual(['older']);
});

it('keeps the younger ones where all are too large together', () => {
  const runs = [kept('oldest', 3, 10), kept('older', 2, gib / 2 + 1), kept('young', 1, gib / 2)];
  expect(noLongerKept(runs, nowMs)).toEqual(['older', 'oldest']);
});

it('does not keep one that is too large alone', () => {
  expect(noLongerKept([kept('huge', 0, gib + 1)], nowMs)).toEqual(['huge']);
  expect(noLongerKept([kept('limit', 0, gib)], nowMs)).toEqual([]);
});

it('keeps what a clock that went back says is of tomorrow', () => {
  expect(noLongerKept([kept('tomorrow', -1)], nowMs)).toEqual([]);
});
