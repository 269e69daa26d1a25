import { describe, expect, it } from 'vitest';
import { readRules } from '../../../action/config/base-rules.ts';
import { guidanceFiles } from '../../../action/config/guidance-files.ts';
import type { CommitFile, CommitFiles } from '../../../action/context/commit-files.ts';

/** A commit with these files. */
function commit(
  files: Readonly<Record<string, string | CommitFile>>,
): CommitFiles & { readonly asked: string[] } {
  const asked: string[] = [];
  const read = async (path: string): Promise<CommitFile> => {
    asked.push(path);
    const file = files[path] ?? { kind: 'absent' };
    return typeof file === 'string' ? { kind: 'text', text: file } : file;
  };
  return { asked, read };
}

const paths = async (
  files: Parameters<typeof commit>[0],
  changed: readonly string[] = [],
): Promise<string[]> => (await guidanceFiles(commit(files), changed)).files.map(({ path }) => path);

describe('the guidance of a commit', () => {
  it('is of the root, then of each folder on the way to a change, the outer first', async () => {
    const files = Object.fromEntries(
      ['CLAUDE.md', '.claude/CLAUDE.md', 'a/CLAUDE.md', 'a/b/CLAUDE.md', 'c/CLAUDE.md', 'ab/CLAUDE.md'].map(
        (path) => [path, path],
      ),
    );
    expect(await paths(files, ['a/b/x.ts', 'a/y.ts', 'z.ts', '.claude/settings.json'])).toEqual([
      'CLAUDE.md',
      '.claude/CLAUDE.md',
      'a/CLAUDE.md',
      'a/b/CLAUDE.md',
    ]);
  });

  it('holds what is imported after the file that imports it, each once, also in a circle', async () => {
    const files = {
      'CLAUDE.md': '@a.md @b.md',
      'a.md': '@b.md\n@CLAUDE.md',
      'b.md': '@a.md',
      'x/CLAUDE.md': '@../a.md @./c.md,',
      'x/c.md': 'c',
    };
    expect(await paths(files, ['x/y.ts'])).toEqual(['CLAUDE.md', 'a.md', 'b.md', 'x/CLAUDE.md', 'x/c.md']);
  });

  it('follows imports over five files and no further', async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`${index}.md`, `@${index + 1}.md`]),
    );
    const { files, leftOut } = await guidanceFiles(commit({ ...chain, 'CLAUDE.md': '@0.md' }), []);
    expect(files.map(({ path }) => path)).toEqual(['CLAUDE.md', '0.md', '1.md', '2.md', '3.md', '4.md']);
    expect(leftOut).toEqual([{ path: '5.md', why: 'it is imported over more than 5 files' }]);
  });

  it('leaves out links, what is no text, and what lies outside, and says why; a mention is no import', async () => {
    const files = {
      'CLAUDE.md': '@link @picture.png @/etc/passwd @~/x @../y @octocat',
      link: { kind: 'link' },
      'picture.png': { kind: 'not-text' },
    } as const;
    const source = commit(files);
    const { leftOut } = await guidanceFiles(source, []);
    expect(leftOut.map(({ path, why }) => `${path}: ${why}`)).toEqual([
      'link: it is a symbolic link, and links are not followed',
      'picture.png: it is not UTF-8 text',
      '@/etc/passwd: CLAUDE.md imports it, and it is not in the repository',
      '@~/x: CLAUDE.md imports it, and it is not in the repository',
      '@../y: CLAUDE.md imports it, and it is not in the repository',
    ]);
    expect(source.asked).toEqual(['CLAUDE.md', 'link', 'picture.png', 'octocat', '.claude/CLAUDE.md']);
  });

  it('is at most a hundred files, however many there are', async () => {
    const files = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`${index}.md`, 'x']));
    const all = Object.keys(files)
      .map((path) => `@${path}`)
      .join(' ');
    expect(await paths({ ...files, 'CLAUDE.md': all })).toHaveLength(100);
  });
});

describe('the rules of a commit', () => {
  const read = async (files: Parameters<typeof commit>[0]): ReturnType<typeof readRules> =>
    readRules({ commit: commit(files), configPath: 'c.yml', changedPaths: [] });

  it('are the defaults where it has neither file', async () => {
    expect(await read({})).toMatchObject({
      kind: 'rules',
      config: { guidance: true },
      guidance: { text: '' },
    });
  });

  it.each(['link', 'folder', 'submodule', 'too-large', 'not-text'] as const)(
    'are broken where the configuration is no plain file (%s)',
    async (kind) => {
      const rules = await read({ 'c.yml': { kind } });
      expect(rules).toMatchObject({ kind: 'broken', faults: [{ input: 'c.yml' }] });
    },
  );

  it('do not look for guidance that is switched off', async () => {
    const source = commit({ 'c.yml': 'guidance: false', 'CLAUDE.md': 'x' });
    await readRules({ commit: source, configPath: 'c.yml', changedPaths: ['a/b'] });
    expect(source.asked).toEqual(['c.yml']);
  });
});
