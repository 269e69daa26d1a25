import { expect, it } from 'vitest';
import { byStart, type IndexRow, rowsOf, shardOf } from '../../../../runner-pool/history/index-rows.ts';

const row = (change: Partial<IndexRow>): IndexRow => ({
  id: 'a',
  message: '',
  state: 'succeeded',
  task: 'review',
  repository: 'acme/widgets',
  subject: 'pr-1',
  session: '',
  parentSession: '',
  actor: 'dev',
  event: 'push',
  model: 'm',
  template: '',
  failureClass: '',
  skipCode: '',
  startedAtMs: 1,
  durationMs: 2,
  costMicroUsd: 3,
  tokens: 4,
  turns: 5,
  findings: 6,
  events: 7,
  pullRequest: 8,
  ...change,
});

it('gives back the rows that a shard was made of', () => {
  const rows = [row({}), row({ id: 'b', actor: 'ann', tokens: 9 }), row({ id: 'c', message: 'Oh.' })];
  expect(rowsOf(shardOf(rows))).toEqual(rows);
});

it('names a text once', () => {
  const { actor } = shardOf(['x', 'y', 'x'].map((name) => row({ actor: name })));
  expect(actor).toEqual({ values: ['x', 'y'], at: [0, 1, 0] });
});

it('orders by start, and by id within a moment', () => {
  const rows = [row({ id: 'c', startedAtMs: 2 }), row({ id: 'b' }), row({ id: 'a' })];
  expect(rows.toSorted(byStart).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});
