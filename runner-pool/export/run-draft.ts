import type { Event } from '../../contract/event.ts';
import type { Report } from '../../contract/report.ts';
import type { RunState } from '../../contract/run-state.ts';

/** A run that is over, as a source tells of it: nothing of it is redacted yet for whoever reads the history. */
export interface RunDraft {
  /** May name a folder: see `canBeFolder`. */
  readonly id: string;
  readonly state: RunState;
  readonly session: string | null;
  /** The one that the session was branched from. */
  readonly parentSession: string | null;
  readonly template: string | null;
  readonly retryOf: string | null;
  /** Its times and numbers are plausible. */
  readonly report: Report;
  readonly findings: readonly unknown[];
  /** Its journal, a line at a time; null: a line that cannot be read. */
  readonly events: AsyncIterable<Event | null>;
  /** The last line that its journal is said to have. */
  readonly lastSeq: number;
  /** No line has a larger number. */
  readonly mostSeq: number;
}

/** Strangers name runs. A folder whose name begins with a dot is not published. */
export function canBeFolder(id: string): boolean {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/.test(id);
}
