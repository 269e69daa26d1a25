import { expect, it } from 'vitest';
import { toCsv } from '../../../dashboard-static/filter/csv.ts';
import { everything } from '../../../dashboard-static/filter/query.ts';
import { selectRows } from '../../../dashboard-static/filter/select-rows.ts';
import { foldSeries, sumOverTime } from '../../../dashboard-static/filter/sum-over-time.ts';
import { joinShards } from '../../../dashboard-static/load/run-table.ts';
import { axisTop } from '../../../dashboard-static/view/chart/axis.ts';
import { sampleRuns, shardOf } from '../../helpers/dashboard/sample-history.ts';

const runs = sampleRuns(2_000);
const table = joinShards([shardOf(runs)]);
const rows = selectRows(table, everything);
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0);

it('loses no micro-dollar between the runs and the bars', () => {
  const { series, buckets } = sumOverTime(table, rows, { field: 'costMicroUsd', by: 'repository' });
  const all = sum(runs.map(({ costMicroUsd }) => costMicroUsd));
  expect(sum(series.map(({ total }) => total))).toBe(all);
  expect(sum(series.flatMap(({ values }) => [...values]))).toBe(all);
  expect(series.every(({ values }) => values.length === buckets.starts.length)).toBe(true);
  const shop = runs.filter(({ repository }) => repository === 'acme/shop');
  expect(series.find(({ name }) => name === 'acme/shop')).toMatchObject({
    runs: shop.length,
    total: sum(shop.map(({ costMicroUsd }) => costMicroUsd)),
  });
});

it('puts the greatest first, and what is too much to be told apart into one', () => {
  const all = sumOverTime(table, rows, { field: 'costMicroUsd', by: 'actor' });
  const totals = all.series.map(({ total }) => total);
  expect(totals).toEqual(totals.toSorted((a, b) => b - a));
  const folded = foldSeries(all, 4).series;
  expect(folded.map(({ name }) => name)).toEqual([
    ...all.series.slice(0, 3).map(({ name }) => name),
    '5 others',
  ]);
  expect(sum(folded.map(({ total }) => total))).toBe(sum(totals));
  expect(foldSeries(all, 8)).toEqual(all);
});

it('has nothing to show of nothing', () => {
  const none = sumOverTime(table, new Uint32Array(), { field: 'runs', by: 'state' });
  expect([none.series, none.buckets.starts]).toEqual([[], []]);
});

it.each([
  [0, 1],
  [0.7, 0.8],
  [1.2, 1.5],
  [2.1, 2.5],
  [26, 30],
  [730, 800],
  [1_000, 1_000],
])('ends the axis of %d at %d', (most, top) => {
  expect(axisTop(most)).toBeCloseTo(top);
});

it('writes a file for spreadsheets in which no text is a formula', () => {
  const csv = toCsv(
    ['name', 'cost'],
    [
      ['=HYPERLINK("http://x")', 1.5],
      ['a, "b"', 2],
      ['-1+1', 0],
      ['\n=1+1', 0],
      ['mona\u202e', 0],
    ],
  );
  expect(csv).toBe(
    `name,cost\r\n"'=HYPERLINK(""http://x"")",1.5\r\n"a, ""b""",2\r\n'-1+1,0\r\n"'\n=1+1",0\r\nmona⟨U+202E⟩,0`,
  );
});
