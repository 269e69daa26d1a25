import { GitError, type GitOptions } from './git.ts';

type Run = (args: readonly string[], options?: Partial<GitOptions>) => Promise<Buffer>;

/** The largest repositories are below these; a commit of a few kilobytes can name many times more, one folder standing for thousands. */
const mostListBytes = 128 * 1024 * 1024;
const mostFileBytes = 8 * 1024 ** 3;

/** Rejects with a GitError where a tree's files are too many, or too large together, to be written out. */
export async function measureTree(run: Run, tree: string): Promise<void> {
  const list = async (flags: readonly string[]): Promise<Buffer> =>
    run(['ls-tree', '-r', '-z', ...flags, '--end-of-options', tree], { maxBytes: mostListBytes });
  // Names alone come a hundred times faster than sizes: a bomb is known in a fraction of a second.
  await list(['--name-only']).catch((error: unknown) => {
    if (error instanceof GitError && error.overflow)
      throw new GitError('The commit has too many files to be written out', { cause: error });
    throw error;
  });
  if (sumOfSizes(await list(['-l'])) > mostFileBytes)
    throw new GitError(
      `The commit's files are more than ${mostFileBytes / 1024 ** 3} GB, too much to be written out`,
    );
}

/** `<mode> <type> <sha> <size, right-aligned>\t<name>\0`; a submodule's size is a dash. */
function sumOfSizes(list: Buffer): number {
  let sum = 0;
  for (let at = 0; at < list.length; ) {
    const tab = list.indexOf(9, at);
    if (tab === -1) break;
    const size = Number(list.toString('latin1', list.lastIndexOf(32, tab) + 1, tab));
    if (Number.isSafeInteger(size)) sum += size;
    const end = list.indexOf(0, tab);
    at = end === -1 ? list.length : end + 1;
  }
  return sum;
}
