import { posix } from 'node:path';
import type { CommitFile, CommitFiles } from '../context/commit-files.ts';

/** One file of guidance: where it stands and what it says. */
export interface GuidanceFile {
  readonly path: string;
  readonly text: string;
}

export interface GuidanceLeftOut {
  readonly path: string;
  readonly why: string;
}

export interface CollectedGuidance {
  readonly files: readonly GuidanceFile[];
  readonly leftOut: readonly GuidanceLeftOut[];
}

/** As deep as Claude Code follows imports. */
const deepestImport = 5;
/** A file of this size is no guidance, and one run reads no more of them than this. */
const largestFileBytes = 256 * 1024;
const mostFiles = 100;

/**
 * CLAUDE.md of the root, of `.claude/`, and of each folder on the way to a changed file, with what they import from the same
 * commit, each file once, in the order in which a reader meets them: the general before the particular.
 */
export async function guidanceFiles(
  commit: CommitFiles,
  changedPaths: readonly string[],
): Promise<CollectedGuidance> {
  const collection = new Collection(commit);
  for (const path of ['CLAUDE.md', '.claude/CLAUDE.md', ...nestedGuidance(changedPaths)]) {
    if (collection.isFull()) break;
    await collection.addGuidance(path);
  }
  return collection;
}

function nestedGuidance(changedPaths: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const path of changedPaths)
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
      folders.add(path.slice(0, at));
  folders.delete('.claude');
  const depth = (path: string): number => path.split('/').length;
  return [...folders]
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
    .map((folder) => posix.join(folder, 'CLAUDE.md'));
}

/** Grows as files are read; each path is looked at once, so imports may go round in circles. */
class Collection implements CollectedGuidance {
  readonly files: GuidanceFile[] = [];
  readonly leftOut: GuidanceLeftOut[] = [];
  readonly #commit: CommitFiles;
  readonly #seen = new Set<string>();
  constructor(commit: CommitFiles) {
    this.#commit = commit;
  }

  isFull(): boolean {
    return this.files.length >= mostFiles;
  }

  async addGuidance(path: string): Promise<void> {
    if (this.#seen.has(path)) return;
    await this.#add(path, await this.#read(path), 0);
  }

  async #read(path: string): Promise<CommitFile> {
    this.#seen.add(path);
    return this.#commit.read(path, largestFileBytes);
  }

  async #add(path: string, file: CommitFile, depth: number): Promise<void> {
    if (file.kind === 'absent' || file.kind === 'folder' || this.isFull()) return;
    if (file.kind !== 'text') {
      this.leftOut.push({ path, why: reasons[file.kind] });
      return;
    }
    this.files.push({ path, text: file.text });
    if (!file.text.includes('@')) return;
    // The Markdown parser takes some 20 ms to load, which most runs can do without.
    const { importsOf, placeOfImport } = await import('./imports.ts');
    for (const target of importsOf(file.text)) {
      const place = placeOfImport(path, target);
      if (place.kind === 'outside')
        this.leftOut.push({ path: `@${target}`, why: `${path} imports it, and it is not in the repository` });
      else await this.#addFirst(place.paths, depth + 1);
    }
  }

  /** A name that no file has is a mention (`@octocat`), not an import. */
  async #addFirst(paths: readonly string[], depth: number): Promise<void> {
    for (const path of paths) {
      if (this.#seen.has(path)) return;
      const file = await this.#read(path);
      if (file.kind === 'absent' || file.kind === 'folder') continue;
      if (depth > deepestImport)
        this.leftOut.push({ path, why: `it is imported over more than ${deepestImport} files` });
      else await this.#add(path, file, depth);
      return;
    }
  }
}

const reasons: Readonly<Record<'link' | 'submodule' | 'too-large' | 'not-text', string>> = {
  link: 'it is a symbolic link, and links are not followed',
  submodule: 'it is a submodule',
  'too-large': `it is larger than ${largestFileBytes / 1024} KB`,
  'not-text': 'it is not UTF-8 text',
};
