import { editOf, type Replacement } from './edits.ts';
import { type DiffLine, diffOf, sizeOf } from './line-diff.ts';
import type { Step } from './step.ts';
import { fromWorkingFolder } from './working-folder.ts';

export interface FileChange {
  /** The step's. */
  readonly key: string;
  readonly seq: number;
  readonly isWhole: boolean;
  /** No result of the call is known. */
  readonly isUncertain: boolean;
  readonly diffs: readonly (readonly DiffLine[])[];
}
export interface ChangedFile {
  readonly path: string;
  readonly changes: readonly FileChange[];
  readonly added: number;
  readonly removed: number;
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
    const diffs = edit.changes.map(({ before, after }: Replacement) => diffOf(before, after));
    changes.push({ key, seq, isWhole: edit.isWhole, isUncertain: content.result === null, diffs });
  }
  return [...files].map(([path, changes]) => ({
    path,
    changes,
    ...sizeOf(changes.flatMap(({ diffs }) => diffs.flat())),
  }));
}

/** How many files those are, without comparing anything. */
export function countChangedFiles(steps: readonly Step[]): number {
  const edits = steps.map(({ content }) =>
    content.kind === 'tool' && content.result?.isError !== true ? editOf(content.name, content.input) : null,
  );
  return new Set(edits.flatMap((edit) => (edit === null ? [] : [edit.path]))).size;
}
