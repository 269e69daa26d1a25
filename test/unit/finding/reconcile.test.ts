import { describe, expect, test } from 'vitest';
import type { EarlierFinding } from '../../../action/finding/earlier-finding.ts';
import { reconcile } from '../../../action/finding/reconcile.ts';
import type { Finding } from '../../../contract/review.ts';
import { changedFile, earlier, finding } from './samples.ts';

const file = changedFile('@@ -1,1 +1,2 @@\n one\n+two');

function outcome(
  found: readonly { id?: string; anchor?: string; finding?: Partial<Finding> }[],
  before: readonly EarlierFinding[],
  over: Partial<Parameters<typeof reconcile>[0]> = {},
): ReturnType<typeof reconcile> {
  return reconcile({
    found: found.map(({ id = 'ffffffffffff', anchor = 'new', finding: part }) => ({
      id,
      anchor,
      finding: finding(part),
    })),
    earlier: before,
    files: [file],
    reviewedPaths: new Set(['src/a.ts']),
    key: 'k',
    headSha: 'b',
    lastSha: 'a',
    ...over,
  });
}

describe('a finding repeats an earlier one', () => {
  test.each([
    ['when the model says so', { finding: { knownId: '0123456789ab', title: 'All new words' } }],
    ['by its id', { id: '0123456789ab', finding: { title: 'x' } }],
    ['by line and category, in other words', { anchor: 'anchor', finding: { title: 'In other words' } }],
    ['by its title, on another line', { finding: { title: 'it is `wrong`.', line: 99 } }],
  ])('%s', (_, found) => {
    const { found: one, gone, absent } = outcome([found], [earlier()]);
    expect(one).toMatchObject([{ id: '0123456789ab', status: 'standing' }]);
    expect([...gone, ...absent]).toEqual([]);
  });

  test('in a file that was renamed', () => {
    const files = [changedFile('', { path: 'src/b.ts', previousPath: 'src/a.ts', status: 'renamed' })];
    const { found } = outcome([{ finding: { path: 'src/b.ts' } }], [earlier()], { files });
    expect(found).toMatchObject([{ id: '0123456789ab', status: 'standing' }]);
  });
});

test('an id claimed for another file is not believed', () => {
  const claimed = { finding: { knownId: '0123456789ab', path: 'src/z.ts', title: 'Other' } };
  expect(outcome([claimed], [earlier()]).found).toMatchObject([{ status: 'new' }]);
});

test('each earlier finding is repeated once, by the one that is surest', () => {
  const { found } = outcome(
    [
      { id: 'aaaaaaaaaaaa', finding: { line: 50 } },
      { id: '0123456789ab', finding: { line: 11 } },
    ],
    [earlier()],
  );
  expect(found).toMatchObject([{ status: 'new' }, { status: 'standing' }]);
});

describe('what is not found any more', () => {
  test('is gone on a new head', () => {
    expect(outcome([], [earlier()]).gone).toHaveLength(1);
  });

  test('stays on the same head', () => {
    expect(outcome([], [earlier()], { headSha: 'a' })).toMatchObject({
      gone: [],
      absent: [{ id: '0123456789ab' }],
    });
  });

  test('stays when its file was not reviewed', () => {
    expect(outcome([], [earlier()], { reviewedPaths: new Set() }).absent).toHaveLength(1);
  });

  test('is gone when its file left the pull request', () => {
    expect(outcome([], [earlier()], { files: [], reviewedPaths: new Set() }).gone).toHaveLength(1);
  });

  test('is judged by the commit of its comment where the last review is not known', () => {
    expect(outcome([], [earlier({ reportedSha: 'b' })], { lastSha: null }).absent).toHaveLength(1);
    expect(outcome([], [earlier({ reportedSha: 'a' })], { lastSha: null }).gone).toHaveLength(1);
  });
});

test('what other jobs reported is neither repeated nor resolved', () => {
  const theirs = earlier({ key: 'other' });
  expect(outcome([{ id: '0123456789ab' }], [theirs])).toMatchObject({
    found: [{ status: 'elsewhere' }],
    gone: [],
  });
  expect(outcome([], [theirs])).toMatchObject({ gone: [], absent: [] });
});

test('what a reader closed is not brought up again; what we resolved is', () => {
  const settled = earlier({ status: 'resolved', settledByReader: true });
  expect(outcome([{ id: '0123456789ab' }], [settled]).found).toMatchObject([{ status: 'settled' }]);
  expect(outcome([{ id: '0123456789ab' }], [earlier({ status: 'resolved' })]).found).toMatchObject([
    { status: 'new' },
  ]);
});
