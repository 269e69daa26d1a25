import type { Side } from '../../contract/review.ts';
import type { Hunk } from '../context/hunks.ts';

/** A line of a diff, where it stands on one side. */
export interface DiffLine {
  readonly text: string;
  /** Which hunk it belongs to: a range may not cross from one into another. */
  readonly hunk: number;
}

/** The lines a comment can be put on, by number: RIGHT has added and context lines, LEFT removed and context lines. */
export type DiffLines = Readonly<Record<Side, ReadonlyMap<number, DiffLine>>>;

export function diffLines(hunks: readonly Hunk[]): DiffLines {
  const left = new Map<number, DiffLine>();
  const right = new Map<number, DiffLine>();
  for (const [hunk, { oldStart, newStart, lines }] of hunks.entries()) {
    let oldLine = oldStart;
    let newLine = newStart;
    for (const line of lines) {
      const kind = line[0];
      // `\ No newline at end of file` is about the line above it.
      if (kind === '\\') continue;
      const place: DiffLine = { text: line.slice(1), hunk };
      if (kind !== '+') left.set(oldLine++, place);
      if (kind !== '-') right.set(newLine++, place);
    }
  }
  return { LEFT: left, RIGHT: right };
}
