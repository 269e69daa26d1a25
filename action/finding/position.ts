import type { Finding, Side } from '../../contract/review.ts';
import type { ChangedFile } from '../context/changed-file.ts';
import { type DiffLines, diffLines } from './diff-lines.ts';

/** Where GitHub takes a comment for a finding, if it takes one. A range has its `startLine` on the same side. */
export type Placement =
  | { readonly kind: 'line'; readonly side: Side; readonly line: number; readonly startLine?: number }
  | { readonly kind: 'unplaced'; readonly why: string };

/** GitHub takes comments only on the lines its diff shows, and a range only within one hunk. */
export function place(finding: Finding, file: ChangedFile | undefined): Placement {
  if (file === undefined) return { kind: 'unplaced', why: 'the pull request does not change this file' };
  if (file.kind !== 'text') return { kind: 'unplaced', why: `GitHub shows no diff for a ${file.kind} file` };
  if (file.hunks.length === 0) return { kind: 'unplaced', why: 'the diff of this file shows no lines' };
  const lines = diffLines(file.hunks);
  // A removed file has only its old side, whatever the finding says.
  const side = file.status === 'removed' ? 'LEFT' : finding.side;
  const { line, startLine } = finding;
  const end = lines[side].get(line);
  if (end === undefined) return { kind: 'unplaced', why: 'the line is outside the diff' };
  const isRange = startLine !== undefined && startLine < line;
  if (!isRange || lines[side].get(startLine)?.hunk !== end.hunk) return { kind: 'line', side, line };
  return { kind: 'line', side, line, startLine };
}

/**
 * What can be done with a finding's suggestion. GitHub replaces exactly the commented lines, so it is `applicable` only
 * where all of them took the comment; `elsewhere` it is shown as code; one that changes nothing is `none`.
 */
export function suggestionUse(
  finding: Finding,
  placement: Placement,
  file: ChangedFile | undefined,
): 'applicable' | 'elsewhere' | 'none' {
  const { suggestion, side, line, startLine = line } = finding;
  if (suggestion === undefined) return 'none';
  const current = side === 'RIGHT' ? currentText(diffLines(file?.hunks ?? []), startLine, line) : null;
  if (current !== null && current === asLines(suggestion)) return 'none';
  if (placement.kind !== 'line' || placement.side !== 'RIGHT') return 'elsewhere';
  return (placement.startLine ?? placement.line) === startLine ? 'applicable' : 'elsewhere';
}

function currentText(lines: DiffLines, first: number, last: number): string | null {
  let text = '';
  for (let line = first; line <= last; line += 1) {
    const one = lines.RIGHT.get(line)?.text;
    if (one === undefined) return null;
    text += `${one}\n`;
  }
  return asLines(text);
}

/** Every line ended by one newline; nothing at all stays nothing, for that deletes the lines. */
function asLines(text: string): string {
  const lines = text.replaceAll('\r\n', '\n');
  return lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`;
}
