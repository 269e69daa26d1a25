import type { Finding, Severity, Side } from '../../contract/review.ts';

/** A finding that an earlier run put on the pull request. */
export interface EarlierFinding {
  readonly id: string;
  /** The section (job) that reported it. */
  readonly key: string;
  readonly path: string;
  readonly line: number | null;
  readonly side: Side;
  readonly severity: Severity;
  readonly category: Finding['category'];
  readonly title: string;
  readonly anchor: string;
  readonly status: 'open' | 'resolved';
  /** A reader closed the thread: the finding is settled, and not to be brought up again. */
  readonly settledByReader?: boolean;
  /** The commit on which it was reported first; known where it has a comment. */
  readonly reportedSha?: string;
  readonly commentId?: number;
  readonly url?: string;
  readonly threadId?: string;
}
