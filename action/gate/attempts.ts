import { type Static, Type } from 'typebox';
import type { Verdict } from './standing.ts';

/** How many workflow runs may have us work on one subject within an hour, where the configuration says nothing else. */
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
  const times = startsOfOthers(earlier, { run, nowMs });
  const blocking = times[times.length - Math.min(most, mostRunsPerHour)];
  if (blocking === undefined) return null;
  const next = new Date(blocking + hourMs).toISOString().slice(0, 19).replace('T', ' ');
  return {
    kind: 'no',
    code: 'loop',
    message: `${times.length} workflow runs had this pull request worked on within an hour, as a loop would. It may run again at ${next} UTC; limits: runs-per-hour in the configuration file says how often.`,
  };
}

/** When each other workflow run began: its jobs, which a matrix multiplies, count as one. In order. */
function startsOfOthers(
  earlier: readonly Attempt[],
  { run, nowMs }: { readonly run: string; readonly nowMs: number },
): readonly number[] {
  const starts = new Map<string, number>();
  for (const [name, atMs] of lastHour(earlier, nowMs)) {
    const workflowRun = workflowRunOf(name);
    if (workflowRun !== workflowRunOf(run))
      starts.set(workflowRun, Math.min(atMs, starts.get(workflowRun) ?? atMs));
  }
  return [...starts.values()].toSorted((a, b) => a - b);
}

/** A run's id is that of its workflow run, the attempt, and a part of its own. */
const workflowRunOf = (run: string): string => run.replace(/-[^-]*$/, '');

/** What was written by a clock that is far ahead is as good as forgotten, or it would keep every run out. */
function lastHour(attempts: readonly Attempt[], nowMs: number): Attempt[] {
  return attempts.filter(([, atMs]) => Math.abs(nowMs - atMs) < hourMs);
}
