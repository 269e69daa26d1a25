import type { HistoryRun } from '../../contract/history.ts';

type Gap = HistoryRun['gaps'][number];

/** Follows a journal's numbering, which begins at 1 and leaves nothing out. */
export interface Numbering {
  /** Whether the line is a new one; null: it cannot be read. A number that was passed already is another writer's. */
  readonly take: (seq: number | null) => boolean;
  /** What is not there, of a journal whose last line is said to be `lastSeq`. */
  readonly gaps: (lastSeq: number) => Gap[];
}

/** `mostSeq`: a number beyond cannot be one of this journal, and would hide all that follow. */
export function followNumbering(mostSeq: number): Numbering {
  const gaps: Gap[] = [];
  let last = 0;
  let unreadable = 0;
  return {
    take: (seq) => {
      const isReadable = seq !== null && seq <= mostSeq;
      if (!isReadable) unreadable += 1;
      if (!isReadable || seq <= last) return false;
      if (seq > last + 1) gaps.push({ firstSeq: last + 1, lastSeq: seq - 1 });
      last = seq;
      unreadable = 0;
      return true;
    },
    gaps: (lastSeq) => {
      // What could not be read at the end has a number only by its place.
      const end = Math.max(lastSeq, Math.min(last + unreadable, mostSeq));
      return end > last ? [...gaps, { firstSeq: last + 1, lastSeq: end }] : [...gaps];
    },
  };
}
