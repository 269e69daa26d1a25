import { describe, expect, it } from 'vitest';
import type { ChangedFile } from '../../../action/context/changed-file.ts';
import { fileKind } from '../../../action/context/file-kind.ts';
import { selectFiles } from '../../../action/context/select-files.ts';

const file = (path: string, chars: number, over: Partial<ChangedFile> = {}): ChangedFile => ({
  path,
  status: 'modified',
  additions: chars,
  deletions: 0,
  kind: 'text',
  hunks: [],
  patch: 'x'.repeat(chars),
  ...over,
});

describe('what of a diff is sent', () => {
  it('sends whole files, the relevant first, in the order of the diff', () => {
    const files = [
      file('docs/a.md', 300),
      file('test/a.test.ts', 300),
      file('src/a.ts', 300),
      file('.github/workflows/ci.yml', 300),
    ];
    const { sent, leftOut } = selectFiles(files, { budgetChars: 1300 });
    expect(sent.map(({ path }) => path)).toEqual(['test/a.test.ts', 'src/a.ts', '.github/workflows/ci.yml']);
    expect(leftOut.map(({ path }) => path)).toEqual(['docs/a.md']);
  });

  it('a file that does not fit does not keep a smaller one out', () => {
    const { sent } = selectFiles([file('src/huge.ts', 5000), file('src/small.ts', 100)], {
      budgetChars: 1000,
    });
    expect(sent.map(({ path }) => path)).toEqual(['src/small.ts']);
  });

  it('every file is sent or left out with a reason, never lost', () => {
    const files = [
      file('a.png', 0, { kind: 'binary' }),
      file('package-lock.json', 10),
      file('x.min.js', 10),
      file('big.ts', 0, { kind: 'too-large' }),
      file('b.ts', 10),
    ];
    const { sent, leftOut } = selectFiles(files);
    expect([...sent.map(({ path }) => path), ...leftOut.map(({ path }) => path)].toSorted()).toEqual(
      files.map(({ path }) => path).toSorted(),
    );
    expect(leftOut.every(({ why }) => why.length > 5)).toBe(true);
  });

  it('leaves out what the configuration ignores, by its new name alone', () => {
    const moved = file('src/b.ts', 10, { status: 'renamed', previousPath: 'docs/b.ts' });
    const { sent, leftOut } = selectFiles([file('docs/deep/a.md', 10), file('docs.md', 10), moved], {
      ignore: ['docs/**'],
    });
    expect(sent.map(({ path }) => path)).toEqual(['docs.md', 'src/b.ts']);
    expect(leftOut).toEqual([{ path: 'docs/deep/a.md', why: '+10 −0: the configuration ignores docs/**' }]);
  });

  it('knows files by their paths', () => {
    const kinds = Object.fromEntries(
      [
        'src/a.ts',
        'go.sum',
        'sub/yarn.lock',
        'dist/x.js',
        'a.min.js',
        'docs/x.md',
        'a.test.ts',
        'pkg/a_test.go',
        '.github/workflows/x.yml',
        'tsconfig.json',
        'LICENSE',
        'Dockerfile',
      ].map((path) => [path, fileKind(path)]),
    );
    expect(kinds).toEqual({
      'src/a.ts': 'source',
      'go.sum': 'lock',
      'sub/yarn.lock': 'lock',
      'dist/x.js': 'generated',
      'a.min.js': 'generated',
      'docs/x.md': 'docs',
      'a.test.ts': 'test',
      'pkg/a_test.go': 'test',
      '.github/workflows/x.yml': 'workflow',
      'tsconfig.json': 'config',
      LICENSE: 'other',
      Dockerfile: 'workflow',
    });
  });
});
