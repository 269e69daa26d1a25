import { gitText, gitTextOrNull, runGit } from './run-git.ts';

export interface ChangedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  /** Hunks only, without the file header; null for a binary file, a pure rename, and what GitHub finds too large. */
  readonly patch: string | null;
}

// GitHub leaves the patch of a larger file out of its answers.
const LARGEST_PATCH_LINES = 20_000;
const LARGEST_PATCH_BYTES = 1024 * 1024;

const DIFF = [
  'diff',
  '--find-renames',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];

export async function mergeBase(gitDir: string, a: string, b: string): Promise<string | null> {
  return gitTextOrNull(gitDir, 'merge-base', a, b);
}

/** What a pull request's "Files changed" lists, in git's order, from one commit's tree to another's. */
export async function changedFiles(gitDir: string, from: string, to: string): Promise<ChangedFile[]> {
  const [list, patches] = await Promise.all([
    runGit({ cwd: gitDir, args: [...DIFF, '--raw', '--numstat', '--no-abbrev', '-z', from, to] }),
    runGit({ cwd: gitDir, args: [...DIFF, '--patch', from, to] }),
  ]);
  // Not /^…/m, which a carriage return inside a file would match too.
  const sections = patches.toString().split(/(?<=\n)(?=diff --git )/);
  const { raw, counts } = parseList(list.toString());
  let next = 0;
  return raw.map((entry, index) => {
    const section = sections[next] ?? '';
    next += entry.letter === 'T' ? 2 : 1; // a change of type is shown as a removal and an addition
    return changedFile(entry, counts[index] ?? { additions: 0, deletions: 0 }, section);
  });
}

export async function unifiedDiff(gitDir: string, from: string, to: string): Promise<string> {
  return (await runGit({ cwd: gitDir, args: [...DIFF, '--patch', from, to] })).toString();
}

/** The changes of one file between two commits without context: enough to follow a line from one to the other. */
export async function lineChanges(gitDir: string, from: string, to: string, path: string): Promise<string> {
  return gitText(gitDir, ...DIFF, '--unified=0', from, to, '--', `:(literal)${path}`);
}

export async function commitsBetween(gitDir: string, base: string, head: string): Promise<string[]> {
  const list = await gitText(gitDir, 'rev-list', '--reverse', '--topo-order', `${base}..${head}`);
  return list === '' ? [] : list.split('\n');
}

interface RawEntry {
  readonly letter: string;
  readonly sha: string;
  readonly path: string;
  readonly previousPath: string | null;
}

interface Counts {
  readonly additions: number;
  readonly deletions: number;
}

function parseList(text: string): { raw: RawEntry[]; counts: Counts[] } {
  const fields = text.split('\0');
  const raw: RawEntry[] = [];
  const counts: Counts[] = [];
  for (let index = 0; index < fields.length; ) {
    const field = fields[index++] ?? '';
    if (field.startsWith(':')) {
      const [, , before = '', after = '', status = ''] = field.split(' ');
      const letter = status[0] ?? '';
      const moved = letter === 'R' || letter === 'C';
      const previousPath = moved ? (fields[index++] ?? null) : null;
      const path = fields[index++] ?? '';
      raw.push({ letter, sha: letter === 'D' ? before : after, path, previousPath });
    } else if (field !== '') {
      const [additions, deletions, path] = field.split('\t');
      if (path === '') index += 2; // of a rename, the two paths follow
      counts.push({ additions: Number(additions) || 0, deletions: Number(deletions) || 0 });
    }
  }
  return { raw, counts };
}

const STATUS: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

function changedFile(entry: RawEntry, counts: Counts, section: string): ChangedFile {
  const { letter, ...rest } = entry;
  const start = section.search(/^@@ /m);
  const patch = start < 0 ? null : section.slice(start).replace(/\n$/, '');
  const tooLarge =
    patch !== null &&
    (patch.length > LARGEST_PATCH_BYTES || counts.additions + counts.deletions > LARGEST_PATCH_LINES);
  return { ...rest, ...counts, status: STATUS[letter] ?? 'changed', patch: tooLarge ? null : patch };
}
