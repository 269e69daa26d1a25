import type { RemovedKind } from './removed.ts';

/** Replaces `start` to `end` of a text (UTF-16 offsets) by `text`. A `kind` of null is a change that takes nothing away. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly kind: RemovedKind | null;
}

export interface Edited {
  readonly text: string;
  /** One entry for each edit that was made. */
  readonly kinds: readonly RemovedKind[];
}

/** Makes the edits in one pass. What lies in an edit that reaches further is gone with it, and is not counted. */
export function applyEdits(text: string, edits: readonly Edit[]): Edited {
  const sorted = edits.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kinds: RemovedKind[] = [];
  let result = '';
  let done = 0;
  for (const edit of sorted) {
    if (edit.end <= done) continue;
    result += text.slice(done, Math.max(done, edit.start));
    // An edit that begins within the one before it says nothing of its own: only its end counts.
    if (edit.start >= done) result += edit.text;
    if (edit.kind !== null) kinds.push(edit.kind);
    done = edit.end;
  }
  return { text: result + text.slice(done), kinds };
}
