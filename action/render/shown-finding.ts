import type { Finding, Severity, Side } from '../../contract/review.ts';

/** A finding as the pages show it, with what is already known of where it stands. */
export interface ShownFinding {
  readonly id: string;
  readonly path: string;
  readonly startLine?: number | undefined;
  readonly line: number | null;
  readonly side: Side;
  readonly severity: Severity;
  readonly category: Finding['category'];
  readonly title: string;
  /**
   * `absent`: reported before, not brought up this time, and nothing says that it is gone. `elsewhere`: another job
   * reported it. `earlier`: all that is known, because there is no review to compare with.
   */
  readonly status: 'new' | 'standing' | 'absent' | 'elsewhere' | 'earlier';
  /** The comment on the diff; null where there is none. */
  readonly commentUrl: string | null;
  /** Why there is no comment on the diff. */
  readonly unplaced?: string | undefined;
  readonly explanation?: string | undefined;
  readonly suggestion?: string | undefined;
}
