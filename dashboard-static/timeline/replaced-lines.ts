import type { Replacement } from './edits.ts';

export interface DiffSize {
  readonly added: number;
  readonly removed: number;
}

/**
 * How many lines took the place of how many, without those that both begin and end with. In time that grows with the text alone,
 * so that it can be told of all files of a run; what a diff finds to be equal in between counts here.
 */
export function replacedLines(replacements: readonly Replacement[]): DiffSize {
  let [added, removed] = [0, 0];
  for (const { before, after } of replacements) {
    const [old, now] = [linesOf(before), linesOf(after)];
    const equal = equalAtEnds(old, now);
    added += now.length - equal;
    removed += old.length - equal;
  }
  return { added, removed };
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function equalAtEnds(old: readonly string[], now: readonly string[]): number {
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start += 1;
  let end = 0;
  while (start + end < most && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  return start + end;
}
