import { diffLines } from 'diff';

export interface DiffLine {
  readonly sign: '+' | '-' | ' ' | '…';
  /** Of a `…`: how many equal lines are left out. */
  readonly text: string;
}

/** Equal lines kept around a change. */
const contextLines = 3;
/** Two texts more different than this are shown one after the other; to find the shortest way would take seconds. */
const mostEdits = 400;

/** Line by line what became of a text; far from changes equal lines are left out. */
export function diffOf(before: string, after: string): readonly DiffLine[] {
  const [old, now] = [before, after].map((text) => text.replaceAll('\r\n', '\n'));
  const changes = diffLines(ended(old ?? ''), ended(now ?? ''), { maxEditLength: mostEdits });
  if (changes === undefined) return [...lines(before, '-'), ...lines(after, '+')];
  return folded(
    changes.flatMap(({ value, added, removed }) => lines(value, added ? '+' : removed ? '-' : ' ')),
  );
}

/** A last line without an end is no change of its own. */
const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

function lines(text: string, sign: DiffLine['sign']): readonly DiffLine[] {
  return text === ''
    ? []
    : ended(text)
        .slice(0, -1)
        .split('\n')
        .map((line) => ({ sign, text: line }));
}

function folded(all: readonly DiffLine[]): readonly DiffLine[] {
  const isNear = new Uint8Array(all.length);
  for (const [at, { sign }] of all.entries())
    if (sign !== ' ') isNear.fill(1, Math.max(0, at - contextLines), at + contextLines + 1);
  const kept: DiffLine[] = [];
  let left = 0;
  for (const [at, line] of all.entries()) {
    if (isNear[at] === 0) left += 1;
    else {
      if (left > 0) kept.push({ sign: '…', text: String(left) });
      left = 0;
      kept.push(line);
    }
  }
  if (left > 0) kept.push({ sign: '…', text: String(left) });
  return kept;
}
