import type { RunAttempt, WorkflowRun } from './actions/workflow-run.ts';
import type { Side } from './git/hunks.ts';
import type { User } from './user.ts';

export interface IssueComment {
  readonly id: number;
  readonly nodeId: string;
  readonly user: User;
  readonly createdAt: string;
  body: string;
  updatedAt: string;
  minimizedReason: string | null;
}

/** An issue, or the half of a pull request that is one. */
export interface Discussion {
  readonly kind: 'issue' | 'pull';
  readonly id: number;
  readonly nodeId: string;
  readonly number: number;
  readonly author: User;
  readonly createdAt: string;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  updatedAt: string;
  readonly issueComments: IssueComment[];
}

export type ReviewState = 'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED';

export interface Review {
  readonly id: number;
  readonly nodeId: string;
  readonly user: User;
  readonly commitId: string;
  body: string;
  state: ReviewState;
  submittedAt: string | null;
}

/** Where a thread was put, by the commit it was put on; what it is called today is worked out when asked for. */
export interface Anchor {
  readonly commitId: string;
  readonly path: string;
  readonly subject: 'line' | 'file';
  readonly side: Side;
  readonly line: number | null;
  readonly startSide: Side | null;
  readonly startLine: number | null;
  readonly position: number | null;
  readonly diffHunk: string;
}

export interface ReviewComment {
  readonly id: number;
  readonly nodeId: string;
  readonly review: Review;
  readonly thread: Thread;
  readonly user: User;
  readonly inReplyTo: number | null;
  readonly createdAt: string;
  body: string;
  updatedAt: string;
  minimizedReason: string | null;
}

export interface Thread {
  readonly nodeId: string;
  readonly anchor: Anchor;
  readonly comments: ReviewComment[];
  resolvedBy: User | null;
}

export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly run: WorkflowRun;
  readonly attempt: RunAttempt;
  readonly mimeType: string;
  readonly createdAt: string;
  expiresAt: string;
  /** Blocks are staged under their ids until a block list puts them together. */
  readonly blocks: Map<string, Buffer>;
  content: Buffer | null;
  digest: string | null;
  finalized: boolean;
}
