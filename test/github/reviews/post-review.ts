import { unprocessable, validationFailed } from '../http/problem.ts';
import type { PullRequest } from '../pull-request.ts';
import type { Anchor, Review, ReviewComment, ReviewState, Thread } from '../records.ts';
import { nodeId, type User } from '../user.ts';
import { anchorComment, type WantedPlace } from './anchor.ts';
import { sentence, tooLong } from './texts.ts';

export interface NewReviewComment extends WantedPlace {
  readonly body: string;
}

export type ReviewEvent = 'COMMENT' | 'APPROVE' | 'REQUEST_CHANGES';

export interface NewReview {
  readonly body?: string | null | undefined;
  readonly event?: ReviewEvent | undefined;
  readonly commit_id?: string | undefined;
  readonly comments?: readonly NewReviewComment[] | undefined;
}

const STATES: Readonly<Record<ReviewEvent, ReviewState>> = {
  COMMENT: 'COMMENTED',
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
};

/** Posts a review with all of its comments, or none of it: one comment that cannot be placed refuses the whole. */
export async function postReview(pull: PullRequest, user: User, wanted: NewReview): Promise<Review> {
  const comments = wanted.comments ?? [];
  refuseByEvent(pull, user, wanted.event);
  const body = wanted.body ?? '';
  if (tooLong(body)) throw unprocessable('Body is too long (maximum is 65536 characters)');
  if (body === '' && needsBody(wanted.event, comments.length)) throw unprocessable("Review Can't be blank");
  const commitId = wanted.commit_id ?? pull.headSha;
  await refuseForeignCommit(pull, commitId);
  const anchors = await anchorAll(pull, commitId, comments);
  const review = addReview(pull, user, { body, commitId, event: wanted.event });
  comments.forEach((comment, index) => {
    startThread(pull, { review, anchor: anchors[index] as Anchor, body: comment.body });
  });
  return review;
}

export function startThread(
  pull: PullRequest,
  from: { readonly review: Review; readonly anchor: Anchor; readonly body: string },
): ReviewComment {
  const threadId = nodeId('PRRT', pull.repository.world.nextId());
  const thread: Thread = { nodeId: threadId, anchor: from.anchor, comments: [], resolvedBy: null };
  pull.threads.push(thread);
  return addToThread(pull, { thread, review: from.review, body: from.body, inReplyTo: null });
}

export function addToThread(
  pull: PullRequest,
  from: {
    readonly thread: Thread;
    readonly review: Review;
    readonly body: string;
    readonly inReplyTo: number | null;
  },
): ReviewComment {
  const { world } = pull.repository;
  const id = world.nextId();
  const now = world.now();
  const { user } = from.review;
  const comment = {
    id,
    nodeId: nodeId('PRRC', id),
    ...from,
    user,
    createdAt: now,
    updatedAt: now,
    minimizedReason: null,
  };
  from.thread.comments.push(comment);
  return comment;
}

export function addReview(
  pull: PullRequest,
  user: User,
  from: { readonly body: string; readonly commitId: string; readonly event: ReviewEvent | undefined },
): Review {
  const { world } = pull.repository;
  const id = world.nextId();
  const state = from.event === undefined ? 'PENDING' : STATES[from.event];
  const submittedAt = state === 'PENDING' ? null : world.now();
  const review: Review = {
    id,
    nodeId: nodeId('PRR', id),
    user,
    commitId: from.commitId,
    body: from.body,
    state,
    submittedAt,
  };
  pull.reviewRecords.push(review);
  return review;
}

export function submitReview(pull: PullRequest, review: Review, event: ReviewEvent): void {
  refuseByEvent(pull, review.user, event);
  review.state = STATES[event];
  review.submittedAt = pull.repository.world.now();
}

/** A commit that is not between base and head now, such as one pushed away by force, takes no comments. */
export async function refuseForeignCommit(pull: PullRequest, commitId: string): Promise<void> {
  if (commitId === pull.headSha || (await pull.commitShas()).includes(commitId)) return;
  throw validationFailed({
    resource: 'PullRequestReview',
    code: 'custom',
    field: 'commit_id',
    message: 'commitOID is not part of the pull request',
  });
}

function refuseByEvent(pull: PullRequest, user: User, event: ReviewEvent | undefined): void {
  const bot = user.login === 'github-actions[bot]';
  if (event === 'APPROVE' && bot)
    throw unprocessable('GitHub Actions is not permitted to approve pull requests.');
  const own = pull.author.id === user.id;
  if (event === 'APPROVE' && own) throw unprocessable('Can not approve your own pull request');
  if (event === 'REQUEST_CHANGES' && own)
    throw unprocessable('Can not request changes on your own pull request');
  const pending = pull.reviewRecords.some(
    (review) => review.user.id === user.id && review.state === 'PENDING',
  );
  if (pending && event === undefined)
    throw unprocessable('User can only have one pending review per pull request');
}

function needsBody(event: ReviewEvent | undefined, comments: number): boolean {
  return event === 'REQUEST_CHANGES' || (event === 'COMMENT' && comments === 0);
}

async function anchorAll(
  pull: PullRequest,
  commitId: string,
  comments: readonly NewReviewComment[],
): Promise<Anchor[]> {
  const anchors: Anchor[] = [];
  const errors = new Set<string>();
  for (const comment of comments) {
    if (comment.body.trim() === '') errors.add("Pull request review comment body can't be blank");
    if (tooLong(comment.body))
      errors.add('Pull request review comment body is too long (maximum is 65536 characters)');
    const anchoring = await anchorComment(pull, commitId, comment);
    if (anchoring.ok) anchors.push(anchoring.anchor);
    else for (const error of anchoring.errors) errors.add(error);
  }
  if (errors.size > 0) throw unprocessable(sentence([...errors]));
  return anchors;
}
