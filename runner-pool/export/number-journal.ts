import type { HistoryRun } from '../../contract/history.ts';

type Gap = HistoryRun['gaps'][number];

/** Follows a journal's numbering, which begins at 1 and leaves nothing out. */
export interface Numbering {
  /** Whether the line is a new one; null: it cannot be read. A number that was passed already is another writer's. */
  readonly take: (seq: number | null) => boolean;
  /** What is not there, of a journal whose last line is said to be `lastSeq`. */
  readonly gaps: (lastSeq: number) => Gap[];
}

export function followNumbering(): Numbering {
  const gaps: Gap[] = [];
  let last = 0;
  let unreadable = 0;
  return {
    take: (seq) => {
      if (seq === null) unreadable += 1;
      if (seq === null || seq <= last) return false;
      if (seq > last + 1) gaps.push({ firstSeq: last + 1, lastSeq: seq - 1 });
      last = seq;
      unreadable = 0;
      return true;
    },
    gaps: (lastSeq) => {
      // What could not be read at the end has a number only by its place.
      const end = Math.max(lastSeq, last + unreadable);
      return end > last ? [...gaps, { firstSeq: last + 1, lastSeq: end }] : [...gaps];
    },
  };
}
