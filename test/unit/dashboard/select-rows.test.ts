import { expect, it } from 'vitest';
import { outcomeOf } from '../../../dashboard-static/filter/outcome.ts';
import { everything, type Query } from '../../../dashboard-static/filter/query.ts';
import { selectRows } from '../../../dashboard-static/filter/select-rows.ts';
import { sumRows } from '../../../dashboard-static/filter/sum-rows.ts';
import { joinShards, type RunTable } from '../../../dashboard-static/load/run-table.ts';
import { type SampleRun, sampleRuns, shardOf } from '../../helpers/dashboard/sample-history.ts';

const runs = sampleRuns(3_000);
// In several shards, whose texts have numbers of their own each.
const table: RunTable = joinShards(
  [0, 1_000, 2_000].map((first) => shardOf(runs.slice(first, first + 1_000))),
);

const found = (query: Partial<Query>): readonly string[] =>
  Array.from(selectRows(table, { ...everything, ...query }), (row) => table.id[row] ?? '');
/** Those of the sample, newest first. */
const wanted = (is: (run: SampleRun) => boolean): readonly string[] =>
  runs
    .filter(is)
    .toSorted((a, b) => b.startedAtMs - a.startedAtMs)
    .map(({ id }) => id);

it('has all runs, newest first', () => {
  expect(found({})).toEqual(wanted(() => true));
});

it.each<[name: string, query: Partial<Query>, is: (run: SampleRun) => boolean]>([
  [
    'any of the values of a field',
    { choices: [{ field: 'state', values: ['failed', 'timed_out'], isNegated: false }] },
    ({ state }) => state === 'failed' || state === 'timed_out',
  ],
  [
    'none of the values of a field',
    { choices: [{ field: 'actor', values: ['mona', 'ada'], isNegated: true }] },
    ({ actor }) => actor !== 'mona' && actor !== 'ada',
  ],
  [
    'several fields at once',
    {
      choices: [
        { field: 'task', values: ['review'], isNegated: false },
        { field: 'repository', values: ['acme/shop'], isNegated: true },
      ],
    },
    ({ task, repository }) => task === 'review' && repository !== 'acme/shop',
  ],
  [
    'a value that no run has',
    { choices: [{ field: 'task', values: ['dance'], isNegated: false }] },
    () => false,
  ],
  ['a word of the message', { text: 'OVERLOADED' }, ({ message }) => message.includes('overloaded')],
  [
    'words, of which one must not be there',
    { text: 'acme/shop -review' },
    ({ repository, task, message }) =>
      repository === 'acme/shop' && task !== 'review' && !message.includes('review'),
  ],
  ['words in quotes', { text: '"gave no review"' }, ({ message }) => message.includes('gave no review')],
  [
    'cost within bounds',
    { leastUsd: 0.5, mostUsd: 1 },
    ({ costMicroUsd }) => costMicroUsd >= 500_000 && costMicroUsd <= 1_000_000,
  ],
  [
    'days of the reader’s zone, both included',
    { from: '2026-11-01', to: '2026-11-02' },
    ({ startedAtMs }) =>
      startedAtMs >= new Date(2026, 10, 1).getTime() && startedAtMs < new Date(2026, 10, 3).getTime(),
  ],
])('finds by %s', (_, query, is) => {
  expect(found(query)).toEqual(wanted(is));
});

it.each(['costMicroUsd', 'durationMs', 'findings'] as const)(
  'sorts by %s, newest first among equals',
  (by) => {
    const sorted = runs
      .toSorted((a, b) => b[by] - a[by] || b.startedAtMs - a.startedAtMs)
      .map(({ id }) => id);
    expect(found({ sort: { by, isDescending: true } })).toEqual(sorted);
  },
);

const few = (changes: readonly Partial<SampleRun>[]): RunTable =>
  joinShards([shardOf(sampleRuns(changes.length).map((run, at) => ({ ...run, ...changes[at] })))]);
const ids = (of: RunTable, query: Partial<Query>): readonly string[] =>
  Array.from(selectRows(of, { ...everything, ...query }), (row) => of.id[row] ?? '');

it('finds an id as it is written', () => {
  const some = few([{ id: '900-1-Ab' }, { id: '900-1-ab' }]);
  expect(ids(some, { text: '00-1-Ab' })).toEqual(['900-1-Ab']);
  expect(ids(some, { text: '900-1-ab' })).toEqual(['900-1-ab']);
  expect(ids(some, { text: '00-1' })).toEqual([]);
});

it('has a cost of exactly the bound within it', () => {
  // 8.2 * 1e6 is 8,199,999.999999999, and 16.1 * 1e6 is 16,100,000.000000002.
  const some = few([{ costMicroUsd: 8_200_000 }, { costMicroUsd: 16_100_000 }]);
  expect(ids(some, { mostUsd: 8.2 })).toHaveLength(1);
  expect(ids(some, { leastUsd: 16.1 })).toHaveLength(1);
});

it('counts cancelled runs neither as failed nor as succeeded', () => {
  const [state, skipCode] = ['cancelled', ''];
  const some = few([
    { state, skipCode },
    { state: 'succeeded', skipCode },
    { state: 'lost', skipCode },
  ]);
  expect(sumRows(some, selectRows(some, everything)).succeededShare).toBe(0.5);
  expect([0, 1, 2].map((row) => outcomeOf(some, row))).toEqual(['none', 'succeeded', 'failed']);
});

it('takes a time that no calendar has for the nearest one', () => {
  const times = [-1e300, 9e15, 1e300, Number.NaN].map((startedAtMs) => ({ startedAtMs }));
  const last = Date.UTC(9999, 11, 31);
  expect([...few(times).numbers.startedAtMs]).toEqual([0, last, last, 0]);
});

it('counts as succeeded what is over and was not skipped', () => {
  const counted = runs.filter(({ skipCode }) => skipCode === '');
  const { succeededShare, costMicroUsd } = sumRows(table, selectRows(table, everything));
  expect(succeededShare).toBe(counted.filter(({ state }) => state === 'succeeded').length / counted.length);
  expect(costMicroUsd).toBe(runs.reduce((sum, run) => sum + run.costMicroUsd, 0));
});
