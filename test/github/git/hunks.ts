export type Side = 'LEFT' | 'RIGHT';

export interface DiffLine {
  readonly text: string; // with its leading ' ', '+' or '-'
  readonly left: number | null;
  readonly right: number | null;
  /** GitHub's old `position`: lines below the file's first hunk header, later headers counted. */
  readonly position: number;
}

export interface Hunk {
  readonly header: string;
  readonly lines: readonly DiffLine[];
}

/** Reads the hunks of one file's patch, in the form GitHub gives it: from the first `@@`, without the file header. */
export function parseHunks(patch: string): Hunk[] {
  const hunks: { header: string; lines: DiffLine[] }[] = [];
  let left = 0;
  let right = 0;
  let position = -1;
  for (const text of patch.split('\n')) {
    position += 1;
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text);
    if (header !== null) {
      left = Number(header[1]);
      right = Number(header[2]);
      hunks.push({ header: text, lines: [] });
      continue;
    }
    const kind = text[0];
    const line = {
      text,
      left: kind === '-' || kind === ' ' ? left++ : null,
      right: kind === '+' || kind === ' ' ? right++ : null,
      position,
    };
    hunks.at(-1)?.lines.push(line);
  }
  return hunks;
}

export interface LinePlace {
  readonly hunk: Hunk;
  readonly index: number;
  readonly line: DiffLine;
}

export function findLine(hunks: readonly Hunk[], side: Side, number: number): LinePlace | null {
  for (const hunk of hunks) {
    const index = hunk.lines.findIndex((line) => (side === 'LEFT' ? line.left : line.right) === number);
    const line = hunk.lines[index];
    if (line !== undefined) return { hunk, index, line };
  }
  return null;
}

export function findPosition(hunks: readonly Hunk[], position: number): LinePlace | null {
  for (const hunk of hunks) {
    const index = hunk.lines.findIndex((line) => line.position === position);
    const line = hunk.lines[index];
    if (line !== undefined) return { hunk, index, line };
  }
  return null;
}

/** The hunk down to the commented line: what GitHub shows above a review comment. */
export function hunkUpTo(place: LinePlace): string {
  return [place.hunk.header, ...place.hunk.lines.slice(0, place.index + 1).map((line) => line.text)].join(
    '\n',
  );
}

/** Where a line of the old file is in the new one, by a diff without context lines; null when it was changed or removed. */
export function shiftLine(zeroContextPatch: string, line: number): number | null {
  let offset = 0;
  for (const match of zeroContextPatch.matchAll(/(?:^|\n)@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/g)) {
    const removed = Number(match[2] ?? 1);
    const added = Number(match[3] ?? 1);
    const start = Number(match[1]) + (removed === 0 ? 1 : 0);
    if (line < start) break;
    if (line < start + removed) return null;
    offset += added - removed;
  }
  return line + offset;
}
