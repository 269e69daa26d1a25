import { expect, test } from 'vitest';
import { identify } from '../../../action/finding/identify.ts';
import { changedFile, finding } from './samples.ts';

const nothing = () => null;
const at = (patch: string) => new Map([['src/a.ts', changedFile(patch)]]);

test('an id stays when lines move, indentation changes and the title is punctuated anew', () => {
  const [before] = identify([finding({ line: 2 })], at('@@ -1,1 +1,2 @@\n one\n+  call( x );'), nothing);
  const [after] = identify(
    [finding({ line: 9, title: '`It` is WRONG!' })],
    at('@@ -8,1 +8,2 @@\n one\n+\t\tcall(  x );'),
    nothing,
  );
  expect(after?.id).toBe(before?.id);
  expect(before?.id).toMatch(/^[0-9a-f]{12}$/);
});

test('another text, path or title is another finding', () => {
  const patch = '@@ -1,1 +1,3 @@\n one\n+two\n+three';
  const ids = identify(
    [
      finding({ line: 2 }),
      finding({ line: 3 }),
      finding({ line: 2, title: 'Else' }),
      finding({ line: 2, path: 'b' }),
    ],
    at(patch),
    nothing,
  ).map(({ id }) => id);
  expect(new Set(ids).size).toBe(4);
});

test('the same said twice about one line is one finding, about two lines that read the same it is two', () => {
  const patch = '@@ -1,1 +1,4 @@\n one\n+return null;\n+two\n+return null;';
  const found = identify(
    [finding({ line: 2 }), finding({ line: 2 }), finding({ line: 4 })],
    at(patch),
    nothing,
  );
  expect(found.map((one) => one.finding.line)).toEqual([2, 4]);
  expect(found[0]?.id).not.toBe(found[1]?.id);
});

test('a line outside the diff is identified by its text in the file', () => {
  const read = (text: string) => (_: string, line: number) => (line === 70 || line === 71 ? text : null);
  const [a] = identify([finding({ line: 70 })], new Map(), read('const x = 1;'));
  const [b] = identify([finding({ line: 71 })], new Map(), read('  const x  = 1;'));
  expect(a?.anchor).not.toBe('');
  expect(b?.id).toBe(a?.id);
});
