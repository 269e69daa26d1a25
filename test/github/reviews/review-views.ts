import type { PullRequest } from '../pull-request.ts';
import type { ReviewState } from '../records.ts';
import { currentPlace } from './current-place.ts';

export interface ReviewView {
  readonly id: number;
  readonly author: string;
  readonly state: ReviewState;
  readonly body: string;
  readonly commitId: string;
  readonly comments: number;
}

export interface ReviewCommentView {
  readonly id: number;
  readonly reviewId: number;
  readonly author: string;
  readonly path: string;
  readonly body: string;
  readonly side: 'LEFT' | 'RIGHT';
  /** Null once outdated. */
  readonly line: number | null;
  readonly startLine: number | null;
  readonly originalLine: number | null;
  readonly inReplyTo: number | null;
  readonly threadId: string;
  readonly outdated: boolean;
  readonly resolved: boolean;
  readonly resolvedBy: string | null;
  readonly minimized: boolean;
}

export function reviewViews(pull: PullRequest): ReviewView[] {
  const comments = pull.reviewCommentRecords();
  return pull.reviewRecords.map((review) => ({
    id: review.id,
    author: review.user.login,
    state: review.state,
    body: review.body,
    commitId: review.commitId,
    comments: comments.filter((comment) => comment.review === review).length,
  }));
}

export async function reviewCommentViews(pull: PullRequest): Promise<ReviewCommentView[]> {
  return Promise.all(
    pull.reviewCommentRecords().map(async (comment) => {
      const { thread } = comment;
      const place = await currentPlace(pull, thread);
      return {
        id: comment.id,
        reviewId: comment.review.id,
        author: comment.user.login,
        path: thread.anchor.path,
        body: comment.body,
        side: thread.anchor.side,
        line: place.line,
        startLine: place.startLine,
        originalLine: thread.anchor.line,
        inReplyTo: comment.inReplyTo,
        threadId: thread.nodeId,
        outdated: place.outdated,
        resolved: thread.resolvedBy !== null,
        resolvedBy: thread.resolvedBy?.login ?? null,
        minimized: comment.minimizedReason !== null,
      };
    }),
  );
}
