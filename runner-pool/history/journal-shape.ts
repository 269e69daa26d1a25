import { chunkEvents, type HistoryRun } from '../../contract/history.ts';

/** Lines of a journal that are there, first and last. */
export interface Stretch {
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** Of these stretches, in their order: the n-th has what is from seq (n-1)*500+1 to n*500. One without a line is left out. */
export function chunksOf(stretches: readonly Stretch[]): HistoryRun['chunks'] {
  const chunks: HistoryRun['chunks'] = [];
  let last = 0;
  for (const { firstSeq, lastSeq } of stretches)
    for (let chunk = chunkOf(firstSeq); chunk <= chunkOf(lastSeq); chunk++) {
      const { firstSeq: from, lastSeq: to } = bounds(chunk);
      const end = Math.min(lastSeq, to);
      const open = last === chunk ? chunks.at(-1) : undefined;
      if (open === undefined)
        chunks.push({ file: `events-${chunk}.json`, firstSeq: Math.max(firstSeq, from), lastSeq: end });
      else open.lastSeq = end;
      last = chunk;
    }
  return chunks;
}

/** What is not there, of a journal whose last line is `lastSeq`. */
export function gapsOf(stretches: readonly Stretch[], lastSeq: number): HistoryRun['gaps'] {
  const gaps: HistoryRun['gaps'] = [];
  let next = 1;
  for (const stretch of stretches) {
    if (stretch.firstSeq > next) gaps.push({ firstSeq: next, lastSeq: stretch.firstSeq - 1 });
    next = stretch.lastSeq + 1;
  }
  return lastSeq >= next ? [...gaps, { firstSeq: next, lastSeq }] : gaps;
}

/** What a chunk may have. */
export function bounds(chunk: number): Stretch {
  return { firstSeq: (chunk - 1) * chunkEvents + 1, lastSeq: chunk * chunkEvents };
}

/** Numbers in their order, as stretches. */
export function stretchesOf(seqs: readonly number[]): readonly Stretch[] {
  const stretches: { firstSeq: number; lastSeq: number }[] = [];
  for (const seq of seqs) {
    const open = stretches.at(-1);
    if (open !== undefined && open.lastSeq === seq - 1) open.lastSeq = seq;
    else stretches.push({ firstSeq: seq, lastSeq: seq });
  }
  return stretches;
}

const chunkOf = (seq: number): number => Math.ceil(seq / chunkEvents);
