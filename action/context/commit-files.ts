import { GitError } from './git.ts';
import type { ObjectReader } from './object-reader.ts';

/** What stands at a path of a commit. Links are told, never followed. */
export type CommitFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' | 'link' | 'folder' | 'submodule' | 'too-large' | 'not-text' };

/** The files of one commit, read from git's objects: nothing is checked out, and no attribute, filter or link has a say. */
export interface CommitFiles {
  readonly read: (path: string, maxBytes: number) => Promise<CommitFile>;
}

interface TreeEntry {
  readonly mode: string;
  readonly sha: string;
}
type Tree = ReadonlyMap<string, TreeEntry>;

/** A folder of 300,000 files is about this large; a commit's text is far below it. */
const largestTreeBytes = 32 * 1024 * 1024;

export function commitFiles(objects: ObjectReader, commit: string): CommitFiles {
  const trees = new Map<string, Promise<Tree>>();
  const tree = async (sha: string): Promise<Tree> => {
    const known = trees.get(sha) ?? readTree(objects, sha);
    trees.set(sha, known);
    return known;
  };
  let root: Promise<string> | undefined;
  const find = async (path: string): Promise<TreeEntry | undefined> => {
    root ??= rootOf(objects, commit);
    let entry: TreeEntry | undefined = { mode: '40000', sha: await root };
    for (const name of path.split('/')) {
      if (entry?.mode !== '40000') return undefined;
      entry = (await tree(entry.sha)).get(Buffer.from(name).toString('latin1'));
    }
    return entry;
  };
  return {
    read: async (path, maxBytes) => {
      const entry = await find(path);
      if (entry === undefined) return { kind: 'absent' };
      const kind = kindOfMode(entry.mode);
      if (kind !== 'file') return { kind };
      const { type, bytes } = await objects.read(entry.sha, maxBytes);
      if (type !== 'blob') throw new GitError(`${entry.sha} is a ${type}, not a file`);
      return bytes === null ? { kind: 'too-large' } : toText(bytes);
    },
  };
}

async function rootOf(objects: ObjectReader, commit: string): Promise<string> {
  const { type, bytes } = await objects.read(commit, largestTreeBytes);
  const sha = /^tree ([0-9a-f]+)\n/.exec(bytes?.toString('latin1') ?? '')?.[1];
  if (type !== 'commit' || sha === undefined) throw new GitError(`${commit} is a ${type}, not a commit`);
  return sha;
}

/** A tree's bytes: for each entry its mode, a space, its name, NUL, and the object's name in binary. */
async function readTree(objects: ObjectReader, sha: string): Promise<Tree> {
  const { type, bytes } = await objects.read(sha, largestTreeBytes);
  if (type !== 'tree' || bytes === null) throw new GitError(`${sha} is no folder that can be read`);
  const entries = new Map<string, TreeEntry>();
  const nameBytes = sha.length / 2;
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    if (space === -1 || end === -1) throw new GitError(`${sha} is no folder that can be read`);
    entries.set(bytes.toString('latin1', space + 1, end), {
      mode: bytes.toString('latin1', at, space),
      sha: bytes.toString('hex', end + 1, end + 1 + nameBytes),
    });
    at = end + 1 + nameBytes;
  }
  return entries;
}

function kindOfMode(mode: string): 'file' | 'link' | 'folder' | 'submodule' {
  if (mode === '40000') return 'folder';
  if (mode === '120000') return 'link';
  return mode === '160000' ? 'submodule' : 'file';
}

function toText(bytes: Buffer): CommitFile {
  if (bytes.includes(0)) return { kind: 'not-text' };
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { kind: 'not-text' };
  }
}
