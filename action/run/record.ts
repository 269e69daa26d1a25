import type { Review } from '../../contract/review.ts';
import type { Usage } from '../../contract/usage.ts';
import { noUsage } from '../claude/usage.ts';
import type { Yes } from '../gate/standing.ts';
import type { NotReviewed } from '../publish/facts.ts';

/** What is known of a run so far; filled in as it goes, told whole at its end. */
export interface RunRecord {
  readonly runId: string;
  readonly runUrl: string;
  readonly startedAtMs: number;
  readonly dir: string;
  task: 'review' | 'prompt' | null;
  subject: string | null;
  pullRequest: { readonly number: number; readonly headSha: string; readonly baseSha: string } | null;
  branch: string;
  /** What whoever started the run may have; null until that is known. Claude is handed out after it. */
  permit: Yes | null;
  claude: {
    version: string | null;
    path: string | null;
    sessionId: string | null;
    model: string | null;
    costMicroUsd: number | null;
  };
  usage: Usage;
  /** What is spent by now; `usage` is brought up to date when Claude has answered. */
  spentMicroUsd: () => number;
  /** The coordinator's; null where it has none for this run. */
  sessionId: string | null;
  findings: { total: number; new: number; resolved: number };
  notReviewed: readonly NotReviewed[];
  readonly warnings: string[];
  /** The task's result as JSON; empty while there is none. */
  resultJson: string;
  /** The review, once Claude has given one. */
  review: Review | null;
  /** The sticky comment, once the review is in it. */
  stickyUrl: string | null;
  /** The first error of the disk, if it had one. */
  diskFault: Error | null;
  /** The last that Claude said, for a run that ended without an answer. */
  lastText: string;
}

export function newRecord(options: Pick<RunRecord, 'runId' | 'runUrl' | 'startedAtMs' | 'dir'>): RunRecord {
  const record: RunRecord = {
    ...options,
    task: null,
    subject: null,
    pullRequest: null,
    branch: '',
    permit: null,
    claude: { version: null, path: null, sessionId: null, model: null, costMicroUsd: null },
    usage: noUsage,
    spentMicroUsd: () => record.usage.costMicroUsd,
    sessionId: null,
    findings: { total: 0, new: 0, resolved: 0 },
    notReviewed: [],
    warnings: [],
    resultJson: '',
    review: null,
    stickyUrl: null,
    diskFault: null,
    lastText: '',
  };
  return record;
}
