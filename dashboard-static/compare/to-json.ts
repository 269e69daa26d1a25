import type { Comparison } from './compare-sides.ts';
import type { Side } from './side.ts';

/** A comparison for programs: money in micro-USD, times in milliseconds, places as a run and the line of its journal. */
export function toJson({
  a,
  b,
  comparison,
}: {
  readonly a: Side;
  readonly b: Side;
  readonly comparison: Comparison;
}): string {
  return JSON.stringify({ version: 1, a: sideOf(a), b: sideOf(b), ...comparison }, null, 2).concat('\n');
}

const sideOf = ({ kind, id, runs }: Side) => ({ kind, id, runs: runs.map(({ run }) => run.id) });
