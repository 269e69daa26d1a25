import type { ChangedFile, FileStatus } from './changed-file.ts';
import { GitError } from './git.ts';
import { parseHunks } from './hunks.ts';
import type { Repository } from './repository.ts';
import { checkedSha } from './sha.ts';

/** Patches larger than this are told, not read: no model would be sent them. */
const largestPatchBytes = 1024 * 1024;

/**
 * The diff of `head` against its merge base with `base`, from local objects alone.
 * Rejects with a GitError where the objects or the merge base are missing.
 */
export async function diffLocally(
  repository: Repository,
  base: string,
  head: string,
): Promise<readonly ChangedFile[]> {
  const options = [
    '--raw',
    '--numstat',
    '--patch',
    '-z',
    '-M',
    '--no-ext-diff',
    '--no-textconv',
    '--no-color',
    '--full-index',
    '--submodule=short',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    '-U3',
    '--no-abbrev',
  ];
  const output = await repository.run([
    'diff',
    ...options,
    '--end-of-options',
    `${checkedSha(base)}...${checkedSha(head)}`,
  ]);
  return parseDiff(output);
}

interface RawEntry {
  readonly status: FileStatus;
  readonly submodule: boolean;
  readonly path: string;
  readonly previousPath?: string;
}

/** Parses `git diff --raw --numstat --patch -z`: NUL-separated records, then one patch a file in the same order. */
export function parseDiff(output: Buffer): readonly ChangedFile[] {
  const records = new Records(output);
  const entries: RawEntry[] = [];
  while (records.peek() === 0x3a) entries.push(readRaw(records));
  const counts = entries.map((entry) => readCounts(records, entry));
  const patches = splitPatches(records.rest());
  const files = entries.map((entry, index) => {
    // A file that becomes a symlink, or the other way round, is one entry and two patches: one takes away, one adds.
    const own = patches.splice(0, entry.status === 'changed' ? 2 : 1);
    return toChangedFile(entry, counts[index] ?? null, own);
  });
  // Never guess which patch is whose: a change that is shown under another name is not reviewed.
  if (patches.length > 0 || files.length !== counts.length)
    throw new GitError('git diff gave another number of patches than of files');
  return files;
}

class Records {
  readonly #bytes: Buffer;
  #at = 0;
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }
  peek(): number | undefined {
    return this.#bytes[this.#at];
  }
  next(): string {
    const end = this.#bytes.indexOf(0, this.#at);
    const stop = end === -1 ? this.#bytes.length : end;
    const text = this.#bytes.toString('utf8', this.#at, stop);
    this.#at = stop + 1;
    return text;
  }
  rest(): Buffer {
    return this.#bytes.subarray(this.#at);
  }
}

const statuses: Readonly<Record<string, FileStatus>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

function readRaw(records: Records): RawEntry {
  const [oldMode, newMode, , , letter = 'M'] = records.next().slice(1).split(' ');
  const submodule = oldMode === '160000' || newMode === '160000';
  const status = statuses[letter.charAt(0)];
  if (status === undefined) throw new GitError(`git diff gave the unknown status ${letter}`);
  const first = records.next();
  if (status !== 'renamed' && status !== 'copied') return { status, submodule, path: first };
  return { status, submodule, previousPath: first, path: records.next() };
}

interface Counts {
  readonly additions: number;
  readonly deletions: number;
}

/** `12\t3\tpath`, or for a rename `12\t3\t`, old path, new path. null for a binary file. A path may itself begin with a tab. */
function readCounts(records: Records, { status }: RawEntry): Counts | null {
  const [additions = '', deletions = ''] = records.next().split('\t', 2);
  if (status === 'renamed' || status === 'copied') {
    records.next();
    records.next();
  }
  return additions === '-' ? null : { additions: Number(additions), deletions: Number(deletions) };
}

/** A line of content never starts with `d`, so a line that starts with `diff --git ` begins the next file. */
function splitPatches(bytes: Buffer): Buffer[] {
  const header = Buffer.from('\ndiff --git ');
  const patches: Buffer[] = [];
  let start = bytes.indexOf('diff --git ');
  while (start !== -1) {
    const next = bytes.indexOf(header, start);
    patches.push(bytes.subarray(start, next === -1 ? bytes.length : next + 1));
    start = next === -1 ? -1 : next + 1;
  }
  return patches;
}

function toChangedFile(entry: RawEntry, counts: Counts | null, patches: readonly Buffer[]): ChangedFile {
  if (patches.length === 0) throw new GitError(`git diff gave no patch for ${JSON.stringify(entry.path)}`);
  const { submodule, ...file } = entry;
  const base = { ...file, additions: counts?.additions ?? 0, deletions: counts?.deletions ?? 0 };
  const empty = { hunks: [], patch: '' };
  const texts = patches.map(patchText).filter((text) => text !== '');
  if (submodule) return { ...base, kind: 'submodule', hunks: [], patch: texts.join('\n') };
  if (counts === null) return { ...base, kind: 'binary', ...empty };
  if (patches.some((bytes) => bytes.length > largestPatchBytes))
    return { ...base, kind: 'too-large', ...empty };
  return { ...base, kind: 'text', hunks: texts.flatMap(parseHunks), patch: texts.join('\n') };
}

function patchText(bytes: Buffer): string {
  const start = bytes.indexOf('\n@@');
  return start === -1 ? '' : bytes.toString('utf8', start + 1).replace(/\n$/, '');
}
