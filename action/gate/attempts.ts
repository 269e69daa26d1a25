import { type Static, Type } from 'typebox';
import type { Verdict } from './standing.ts';

/** How often one job may run on one subject within an hour, where the configuration says nothing else. */
export const runsPerHour = 20;
/** The most that `runsPerHour` may be set to: more than this is not remembered. */
export const mostRunsPerHour = 200;

const hourMs = 3_600_000;

/** A run that was let in, and when. */
export const Attempt = Type.Tuple([Type.String(), Type.Number()]);
export type Attempt = Static<typeof Attempt>;

/** The attempts of the last hour with this one among them, once, however often it is added. */
export function withAttempt(
  earlier: readonly Attempt[],
  { run, nowMs }: { readonly run: string; readonly nowMs: number },
): Attempt[] {
  const recent = lastHour(earlier, nowMs);
  const all: Attempt[] = recent.some(([name]) => name === run) ? recent : [...recent, [run, nowMs]];
  return all.slice(-mostRunsPerHour);
}

export interface AttemptLimit {
  readonly run: string;
  readonly nowMs: number;
  readonly most: number;
}

/** The refusal of a run when there were too many before it within an hour; null if it may start. */
export function loopRefusal(
  earlier: readonly Attempt[],
  { run, nowMs, most }: AttemptLimit,
): Extract<Verdict, { kind: 'no' }> | null {
  const others = lastHour(earlier, nowMs).filter(([name]) => name !== run);
  const times = others.map(([, atMs]) => atMs).toSorted((a, b) => a - b);
  const blocking = times[times.length - Math.min(most, mostRunsPerHour)];
  if (blocking === undefined) return null;
  const next = new Date(blocking + hourMs).toISOString().slice(0, 19).replace('T', ' ');
  return {
    kind: 'no',
    code: 'loop',
    message: `This job ran ${times.length} times within an hour on this pull request, as a loop would. It may run again at ${next} UTC; limits: runs-per-hour in the configuration file says how often.`,
  };
}

/** What was written by a clock that is far ahead is as good as forgotten, or it would keep every run out. */
function lastHour(attempts: readonly Attempt[], nowMs: number): Attempt[] {
  return attempts.filter(([, atMs]) => Math.abs(nowMs - atMs) < hourMs);
}
