import { editOf, type Replacement } from './edits.ts';
import { type DiffSize, replacedLines } from './replaced-lines.ts';
import type { Step } from './step.ts';
import { fromWorkingFolder } from './working-folder.ts';

export interface FileChange {
  /** The step's. */
  readonly key: string;
  readonly seq: number;
  readonly isWhole: boolean;
  /** No result of the call is known. */
  readonly isUncertain: boolean;
  /** Compared when they are looked at: a run may have changed hundreds of files. */
  readonly replacements: readonly Replacement[];
}
export interface ChangedFile extends DiffSize {
  readonly path: string;
  readonly changes: readonly FileChange[];
}

/** What Claude's own tools wrote, file by file; calls that failed wrote nothing. What commands changed is not known. */
export function changedFiles(steps: readonly Step[]): readonly ChangedFile[] {
  const files = new Map<string, FileChange[]>();
  const shortPath = fromWorkingFolder(steps);
  for (const { key, seq, content } of steps) {
    if (content.kind !== 'tool' || content.result?.isError === true) continue;
    const edit = editOf(content.name, content.input);
    if (edit === null) continue;
    const path = shortPath(edit.path);
    const changes = files.get(path) ?? [];
    files.set(path, changes);
    const { isWhole, changes: replacements } = edit;
    changes.push({ key, seq, isWhole, isUncertain: content.result === null, replacements });
  }
  return [...files].map(([path, changes]) => ({
    path,
    changes,
    ...replacedLines(changes.flatMap(({ replacements }) => replacements)),
  }));
}

/** How many files those are, without comparing anything. */
export function countChangedFiles(steps: readonly Step[]): number {
  const edits = steps.map(({ content }) =>
    content.kind === 'tool' && content.result?.isError !== true ? editOf(content.name, content.input) : null,
  );
  return new Set(edits.flatMap((edit) => (edit === null ? [] : [edit.path]))).size;
}
