import { expect, it } from 'vitest';
import { everything, fromParams, type Query, toParams } from '../../../dashboard-static/filter/query.ts';

const there = (text: string): Query => fromParams(new URLSearchParams(text));

it('keeps all of a query in the address', () => {
  const query: Query = {
    choices: [
      { field: 'state', values: ['failed', 'lost'], isNegated: false },
      { field: 'actor', values: ['dependabot[bot]'], isNegated: true },
    ],
    text: 'division -docs "by zero"',
    from: '2026-11-01',
    to: '2026-11-20',
    leastUsd: 0.5,
    mostUsd: 12,
    sort: { by: 'costMicroUsd', isDescending: false },
    group: 'subject',
  };
  expect(fromParams(toParams(query))).toEqual(query);
});

it('says nothing in the address of what is as usual', () => {
  expect(toParams(everything).toString()).toBe('');
  expect(there('')).toEqual(everything);
});

it.each([
  ['sort=price&group=colour', {}],
  ['from=yesterday&to=2026-1-1', {}],
  ['min=-3&max=lots', {}],
  ['max=2.5', { mostUsd: 2.5 }],
  ['unknown=1&__proto__=2', {}],
])('leaves out what is no filter: %s', (text, rest) => {
  expect(there(text)).toEqual({ ...everything, ...rest });
});
