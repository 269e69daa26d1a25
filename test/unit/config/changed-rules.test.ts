import { describe, expect, it } from 'vitest';
import { changedRules } from '../../../action/config/changed-rules.ts';
import type { ChangedFile } from '../../../action/context/changed-file.ts';

const file = (path: string, over: Partial<ChangedFile> = {}): ChangedFile => ({
  path,
  status: 'modified',
  additions: 1,
  deletions: 0,
  kind: 'text',
  hunks: [],
  patch: '',
  ...over,
});
const note = (...files: readonly ChangedFile[]): string | null => changedRules(files, '.github/c.yml');

describe('a pull request that changes the rules', () => {
  it('is told that they count after merging, each file once', () => {
    expect(note(file('src/a.ts'), file('CLAUDE.md'), file('.github/c.yml'))).toBe(
      'This pull request changes CLAUDE.md, .github/c.yml. This review used what the base branch says; the change takes effect after merging.',
    );
  });

  it('is told of a nested guidance, of one that is taken away, and of one that is moved', () => {
    expect(note(file('src/CLAUDE.md', { status: 'removed' }))).toContain('src/CLAUDE.md');
    expect(note(file('old.md', { status: 'renamed', previousPath: 'CLAUDE.md' }))).toContain('CLAUDE.md');
  });

  it('has no more than five of them named', () => {
    expect(note(...Array.from({ length: 8 }, (_, index) => file(`${index}/CLAUDE.md`)))).toMatch(
      /4\/CLAUDE\.md and 3 more\./,
    );
  });

  it('is told nothing where it changes other files', () => {
    expect(note(file('docs/CLAUDE.md.txt'), file('NOTCLAUDE.md'), file('.github/other.yml'))).toBeNull();
  });
});
