import { describe, expect, test } from 'vitest';
import { place, suggestionUse } from '../../../action/finding/position.ts';
import { changedFile, finding } from './samples.ts';

const file = changedFile(
  '@@ -10,4 +10,5 @@\n ten\n-eleven\n+ELEVEN\n+more\n twelve\n thirteen\n@@ -40,1 +41,2 @@\n forty\n+new',
);

describe('takes', () => {
  test.each([
    ['an added line', { line: 11 }],
    ['a context line', { line: 10 }],
    ['a removed line', { line: 11, side: 'LEFT' }],
    ['a context line of the old side', { line: 13, side: 'LEFT' }],
    ['a range in one hunk', { startLine: 10, line: 14 }],
  ] as const)('%s', (_, place_) => {
    expect(place(finding(place_), file)).toEqual({ kind: 'line', side: 'RIGHT', ...place_ });
  });
});

test('a range across hunks is put on its last line', () => {
  expect(place(finding({ startLine: 12, line: 42 }), file)).toEqual({
    kind: 'line',
    side: 'RIGHT',
    line: 42,
  });
});

test('a range that begins after it ends is its last line', () => {
  expect(place(finding({ startLine: 14, line: 11 }), file)).toEqual({
    kind: 'line',
    side: 'RIGHT',
    line: 11,
  });
});

test('a removed file has only its old side', () => {
  const removed = changedFile('@@ -1,2 +0,0 @@\n-one\n-two', { status: 'removed' });
  expect(place(finding({ line: 2 }), removed)).toEqual({ kind: 'line', side: 'LEFT', line: 2 });
});

describe('refuses', () => {
  test.each([
    ['a line between the hunks', finding({ line: 30 }), file],
    ['a new line on the old side', finding({ line: 42, side: 'LEFT' }), file],
    ['a file that is not changed', finding({ line: 10 }), undefined],
    ['a binary file', finding({ line: 1 }), changedFile('', { kind: 'binary' })],
    ['a pure rename', finding({ line: 1 }), changedFile('', { status: 'renamed' })],
    [
      'the note about a missing newline',
      finding({ line: 3 }),
      changedFile('@@ -1,2 +1,2 @@\n one\n-two\n+TWO\n\\ No newline at end of file'),
    ],
  ])('%s', (_, one, of) => {
    expect(place(one, of)).toMatchObject({ kind: 'unplaced', why: expect.stringMatching(/\w/) });
  });
});

describe('a suggestion', () => {
  const use = (over: Parameters<typeof finding>[0]) =>
    suggestionUse(finding(over), place(finding(over), file), file);

  test('is applied where all of its lines took the comment', () => {
    expect(use({ line: 11, suggestion: 'Eleven' })).toBe('applicable');
    expect(use({ startLine: 10, line: 12, suggestion: 'x' })).toBe('applicable');
    expect(use({ line: 12, suggestion: '' })).toBe('applicable');
  });

  test('is shown as code where they did not', () => {
    expect(use({ startLine: 12, line: 42, suggestion: 'x' })).toBe('elsewhere');
    expect(use({ line: 30, suggestion: 'x' })).toBe('elsewhere');
    expect(use({ line: 11, side: 'LEFT', suggestion: 'x' })).toBe('elsewhere');
  });

  test('that changes nothing is left out, with or without its last newline', () => {
    expect(use({ startLine: 11, line: 12, suggestion: 'ELEVEN\nmore' })).toBe('none');
    expect(use({ startLine: 11, line: 12, suggestion: 'ELEVEN\r\nmore\r\n' })).toBe('none');
    expect(use({ line: 11, suggestion: 'ELEVEN\n\n' })).toBe('applicable');
  });
});
