import type { Step } from './step.ts';

export const speeds = [1, 4, 16] as const;
export type Speed = (typeof speeds)[number];

/** Nobody waits longer for a step, nor sees one come sooner. */
const longestMs = 2_000;
const shortestMs = 60;

/** A moment of a run: the line that was written, and when. */
export interface Moment {
  readonly seq: number;
  readonly atMs: number;
}

/** The moments of a run as they came, whatever is inside of what. */
export function momentsOf(steps: readonly Step[]): readonly Moment[] {
  const moments = steps.map(({ seq, atMs }) => ({ seq, atMs })).sort((a, b) => a.seq - b.seq);
  return moments.filter(({ seq }, at) => seq !== moments[at - 1]?.seq);
}

/** How long to wait for the next step: as long as it took, within bounds. */
export function waitMs(from: Moment | undefined, to: Moment | undefined, speed: Speed): number {
  const took = from === undefined || to === undefined ? 0 : to.atMs - from.atMs;
  return Math.max(shortestMs, Math.min(longestMs, Math.max(0, took)) / speed);
}
