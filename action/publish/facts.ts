import type { Usage } from '../../contract/usage.ts';

/** A file, or a part of one, that the run did not look at. */
export interface NotReviewed {
  readonly path: string;
  readonly why: string;
}

/** What every page we publish says about the run, however it ended. */
export interface RunFacts {
  readonly runId: string;
  readonly runUrl: string;
  /** The commit that was looked at. */
  readonly headSha: string;
  readonly model: string | null;
  readonly durationMs: number;
  readonly usage: Usage;
  readonly claudeVersion: string | null;
  readonly notReviewed: readonly NotReviewed[];
  readonly warnings: readonly string[];
}
