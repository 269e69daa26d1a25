import type { PullRequest } from '../pull-request.ts';
import type { Review, ReviewComment } from '../records.ts';
import { currentPlace } from '../reviews/current-place.ts';
import { associationOf, type Shape, userShape } from './user-shape.ts';

const REACTIONS = {
  total_count: 0,
  '+1': 0,
  '-1': 0,
  laugh: 0,
  confused: 0,
  heart: 0,
  hooray: 0,
  rocket: 0,
  eyes: 0,
};

export function reviewShape(pull: PullRequest, review: Review): Shape {
  const { world } = pull.repository;
  const { url, page } = addresses(pull);
  const htmlUrl = `${page}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: review.nodeId,
    user: userShape(world, review.user),
    body: review.body,
    state: review.state,
    html_url: htmlUrl,
    pull_request_url: url,
    author_association: associationOf(pull.repository.roleOf(review.user)),
    _links: { html: { href: htmlUrl }, pull_request: { href: url } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commitId,
  };
}

export async function reviewCommentShape(pull: PullRequest, comment: ReviewComment): Promise<Shape> {
  const { anchor } = comment.thread;
  const place = await currentPlace(pull, comment.thread);
  const onLines = {
    start_line: place.startLine,
    original_start_line: anchor.startLine,
    start_side: anchor.startSide,
    line: place.line,
    original_line: anchor.line,
    side: anchor.side,
  };
  return {
    ...(await heldInReviewShape(pull, comment)),
    ...(anchor.subject === 'line' ? onLines : {}),
    subject_type: anchor.subject,
  };
}

/** The shorter form listed under one review: it has only the old positions. */
export async function heldInReviewShape(pull: PullRequest, comment: ReviewComment): Promise<Shape> {
  const { world } = pull.repository;
  const { api, url, page } = addresses(pull);
  const { anchor } = comment.thread;
  const place = await currentPlace(pull, comment.thread);
  const self = `${api}/pulls/comments/${comment.id}`;
  const htmlUrl = `${page}#discussion_r${comment.id}`;
  return {
    url: self,
    pull_request_review_id: comment.review.id,
    id: comment.id,
    node_id: comment.nodeId,
    diff_hunk: anchor.diffHunk,
    path: anchor.path,
    commit_id: place.commitId,
    original_commit_id: anchor.commitId,
    user: userShape(world, comment.user),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: htmlUrl,
    pull_request_url: url,
    author_association: associationOf(pull.repository.roleOf(comment.user)),
    _links: { self: { href: self }, html: { href: htmlUrl }, pull_request: { href: url } },
    reactions: { url: `${self}/reactions`, ...REACTIONS },
    // GitHub answers 1 for a comment on a whole file.
    position: anchor.subject === 'file' ? 1 : place.position,
    original_position: anchor.position ?? 1,
    ...(comment.inReplyTo === null ? {} : { in_reply_to_id: comment.inReplyTo }),
  };
}

function addresses(pull: PullRequest): { api: string; url: string; page: string } {
  const { world, fullName } = pull.repository;
  const api = `${world.urls.api}/repos/${fullName}`;
  return {
    api,
    url: `${api}/pulls/${pull.number}`,
    page: `${world.urls.server}/${fullName}/pull/${pull.number}`,
  };
}
