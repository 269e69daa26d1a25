import type { HistoryRun } from '../../contract/history.ts';
import type { Step } from '../timeline/step.ts';

/** A run of one side, with its steps. */
export interface ComparedRun {
  readonly run: HistoryRun;
  readonly steps: readonly Step[];
}

/** One of the two that are compared: a run, or all runs of a session in their order. */
export interface Side {
  readonly kind: 'run' | 'session';
  readonly id: string;
  readonly runs: readonly ComparedRun[];
}

/** Where in the history something is. */
export interface StepPlace {
  readonly run: string;
  /** Null: of no step of its own. */
  readonly step: number | null;
}

/** What two sides have of one thing; null: that side has none of it. */
export interface Pair<T> {
  readonly name: string;
  readonly a: T | null;
  readonly b: T | null;
}

/** Things of the same name side by side; in the order of side a, then what b alone has. */
export function paired<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): readonly Pair<T>[] {
  return [...new Set([...a.keys(), ...b.keys()])].map((name) => ({
    name,
    a: a.get(name) ?? null,
    b: b.get(name) ?? null,
  }));
}
