/** Lines of a journal, first and last. */
export interface Lines {
  readonly firstSeq: number;
  readonly lastSeq: number;
}
export interface Gap extends Lines {
  readonly why: 'missing' | 'not loaded';
}

interface Known {
  /** The lines that are there, ascending. */
  readonly seqs: readonly number[];
  /** Files that could not be had: their lines may well be there. */
  readonly unloaded: readonly Lines[];
  /** So far it is known what is there. */
  readonly lastSeq: number;
}

/** All that is not there from line 1 on, in order. */
export function gapsOf({ seqs, unloaded, lastSeq }: Known): readonly Gap[] {
  const gaps: Gap[] = [];
  let next = 1;
  for (const seq of [...seqs, lastSeq + 1]) {
    if (seq > next) gaps.push(...split({ firstSeq: next, lastSeq: seq - 1 }, unloaded));
    next = Math.max(next, seq + 1);
  }
  return gaps;
}

/** What of the hole was only not loaded, apart from what is missing. */
function split(hole: Lines, unloaded: readonly Lines[]): readonly Gap[] {
  const parts: Gap[] = [];
  let next = hole.firstSeq;
  for (const lines of unloaded) {
    const firstSeq = Math.max(lines.firstSeq, next);
    const lastSeq = Math.min(lines.lastSeq, hole.lastSeq);
    if (firstSeq > lastSeq) continue;
    if (firstSeq > next) parts.push({ firstSeq: next, lastSeq: firstSeq - 1, why: 'missing' });
    parts.push({ firstSeq, lastSeq, why: 'not loaded' });
    next = lastSeq + 1;
  }
  if (next <= hole.lastSeq) parts.push({ firstSeq: next, lastSeq: hole.lastSeq, why: 'missing' });
  return parts;
}
