import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../../action/context/local-diff.ts';

const zeros = '0'.repeat(40);
const raw = (status: string, ...paths: string[]): string =>
  `:100644 100644 ${zeros} ${zeros} ${status}\0${paths.join('\0')}\0`;

describe('reading what git diff says', () => {
  it('matches files and patches by their order, whatever their names hold', () => {
    const output = [
      raw('M', 'a\nb.ts'),
      raw('R090', 'old.ts', 'new.ts'),
      '1\t1\ta\nb.ts\0',
      '0\t0\t\0old.ts\0new.ts\0',
      '\0',
      'diff --git "a/a\\nb.ts" "b/a\\nb.ts"\n--- "a/a\\nb.ts"\n+++ "b/a\\nb.ts"\n@@ -1 +1 @@\n-diff --git x\n+@@ not a hunk\n',
      'diff --git a/old.ts b/new.ts\nsimilarity index 90%\n',
    ].join('');
    const files = parseDiff(Buffer.from(output));
    expect(
      files.map(({ path, previousPath, status, kind }) => ({ path, previousPath, status, kind })),
    ).toEqual([
      { path: 'a\nb.ts', previousPath: undefined, status: 'modified', kind: 'text' },
      { path: 'new.ts', previousPath: 'old.ts', status: 'renamed', kind: 'text' },
    ]);
    expect(files[0]?.hunks).toEqual([
      { oldStart: 1, newStart: 1, lines: ['-diff --git x', '+@@ not a hunk'] },
    ]);
    expect(files[1]?.hunks).toEqual([]);
  });

  it('an empty diff is no files', () => {
    expect(parseDiff(Buffer.alloc(0))).toEqual([]);
  });
});
