import { type Fields, fieldsOf, listOf, textOf } from './reading.ts';

/** One text that a call puts in place of another. */
export interface Replacement {
  readonly before: string;
  readonly after: string;
}
export interface FileEdit {
  readonly path: string;
  readonly changes: readonly Replacement[];
  /** What was there before is not known: all of it is shown as new. */
  readonly isWhole: boolean;
}

/** What a call writes; null for one that writes no file. */
export function editOf(name: string, input: unknown): FileEdit | null {
  const fields = fieldsOf(input);
  const path = textOf(fields['file_path']) || textOf(fields['notebook_path']);
  switch (path === '' ? '' : name) {
    case 'Edit':
      return { path, changes: [replacement(fields)], isWhole: false };
    case 'MultiEdit':
      return {
        path,
        changes: listOf(fields['edits']).map((edit) => replacement(fieldsOf(edit))),
        isWhole: false,
      };
    case 'Write':
      return { path, changes: [{ before: '', after: textOf(fields['content']) }], isWhole: true };
    case 'NotebookEdit':
      return { path, changes: [{ before: '', after: textOf(fields['new_source']) }], isWhole: true };
    default:
      return null;
  }
}

const replacement = (fields: Fields): Replacement => ({
  before: textOf(fields['old_string']),
  after: textOf(fields['new_string']),
});
