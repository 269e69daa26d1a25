import type { History } from './open-history.ts';

/** An artifact whose download failed. */
export interface Skipped {
  readonly artifact: string;
  readonly error: unknown;
}

/** Hands a history the runs that it does not know yet. When it fails in the middle, what was handed over stays, and the next export goes on. */
export type RunSource = (history: History, tellSkipped: (skipped: Skipped) => void) => Promise<void>;
