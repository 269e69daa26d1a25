import type { Hunk } from './hunks.ts';

export type FileStatus = 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';

/** One file of the pull request's diff against the merge base. Paths are as git stores them, unquoted. */
export interface ChangedFile {
  readonly path: string;
  /** Where a renamed or copied file came from. */
  readonly previousPath?: string;
  readonly status: FileStatus;
  readonly additions: number;
  readonly deletions: number;
  readonly kind: 'text' | 'binary' | 'submodule' | 'too-large';
  /** The hunks of a text file; empty for a pure rename, a mode change, or where GitHub or git gave none. */
  readonly hunks: readonly Hunk[];
  /** The hunks as text, from the first `@@`; empty where there are none. */
  readonly patch: string;
}
