import { applyEdits, type Edit } from './edit.ts';
import { countRemoved, type Removed } from './removed.ts';
import { findUnseen } from './unseen.ts';

export interface Sanitised {
  readonly text: string;
  readonly removed: Removed;
}

/** Plain text (logs, commit messages) without what a reader would not see. Visible characters stay as they are. */
export function sanitiseText(text: string): Sanitised {
  const edits = findUnseen(text, true).map(
    ({ start, end, kind, instead }): Edit => ({ start, end, kind, text: instead }),
  );
  const edited = applyEdits(text, edits);
  return { text: edited.text, removed: countRemoved(edited.kinds) };
}

/** The same on one line: names, titles, refs, labels. Every run of white space is one space. */
export function sanitiseLine(text: string): Sanitised {
  const { text: clean, removed } = sanitiseText(text);
  return { text: clean.replace(/\s+/g, ' ').trim(), removed };
}
