import { expect, it } from 'vitest';
import { rowsOfSession, sessionTree } from '../../../dashboard-static/filter/session-tree.ts';
import { joinShards, type RunTable } from '../../../dashboard-static/load/run-table.ts';
import { type SampleRun, sampleRuns, shardOf } from '../../helpers/dashboard/sample-history.ts';

const [base] = sampleRuns(1);

/** Runs as `session<parent@start`. */
function tableOf(...runs: readonly string[]): RunTable {
  const rows = runs.map((text, at): SampleRun => {
    const [, session = '', parentSession = '', start = ''] = /^([a-z]*)<?([a-z]*)@(\d+)$/.exec(text) ?? [];
    return { ...(base as SampleRun), id: `r${at}`, session, parentSession, startedAtMs: Number(start) };
  });
  return joinShards([shardOf(rows)]);
}

const shape = (table: RunTable, id: string): readonly string[] =>
  sessionTree(table, id).map((node) => `${'.'.repeat(node.depth)}${node.id} ${node.rows.join(',')}`);

it('has the runs of a session in the order of their start, whatever that of the history is', () => {
  expect(rowsOfSession(tableOf('a@3', 'b@1', 'a@1', 'a@2'), 'a')).toEqual([2, 3, 0]);
  expect(rowsOfSession(tableOf('a@3'), 'z')).toEqual([]);
});

it('shows the whole family of a session, from whichever of them it is asked', () => {
  const table = tableOf('trunk@1', 'left<trunk@5', 'right<trunk@3', 'leaf<left@6', 'alone@2', 'trunk@9');
  const family = ['trunk 0,5', '.right 2', '.left 1', '..leaf 3'];
  for (const id of ['trunk', 'left', 'right', 'leaf']) expect(shape(table, id)).toEqual(family);
  expect(shape(table, 'alone')).toEqual(['alone 4']);
});

it('names what a session was branched from, though none of its runs is there', () => {
  expect(shape(tableOf('leaf<gone@1'), 'leaf')).toEqual(['gone ', '.leaf 0']);
});

it('ends where a history goes round in a circle, and does not take runs without a session for one', () => {
  expect(shape(tableOf('a<b@1', 'b<a@2'), 'a').length).toBe(2);
  expect(shape(tableOf('a<a@1'), 'a')).toEqual(['a 0']);
  expect(shape(tableOf('@1', '@2', 'a@3'), 'a')).toEqual(['a 2']);
});

it('follows branches of branches however deep they are', () => {
  const name = (at: number): string => [...String(at)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  const chain = Array.from({ length: 20_000 }, (_, at) =>
    at === 0 ? `${name(0)}@0` : `${name(at)}<${name(at - 1)}@${at}`,
  );
  const tree = sessionTree(tableOf(...chain), name(19_999));
  expect([tree.length, tree.at(-1)?.depth]).toEqual([20_000, 19_999]);
});
