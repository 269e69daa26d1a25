import { createHash } from 'node:crypto';
import type { Side } from '../../contract/review.ts';
import type { GitHubClient } from '../github/client.ts';
import { type Identity, isBy } from '../github/identity.ts';
import { allPages } from '../github/pages.ts';
import type { PullRequestRef } from '../github/review-threads.ts';
import { createOnce } from './create-once.ts';
import { readFindingMark, reviewMarker } from './marker.ts';
import type { Waiting } from './waiting.ts';

/** A comment on the diff in GitHub's own words. */
export interface DiffComment {
  readonly path: string;
  readonly body: string;
  readonly side: Side;
  readonly line: number;
  readonly start_line?: number;
  readonly start_side?: Side;
}

export interface PostedReview {
  readonly url: string;
  /** The comments by the ids of their findings. */
  readonly comments: ReadonlyMap<string, { readonly id: number; readonly url: string }>;
}

export interface ReviewPost {
  readonly client: GitHubClient;
  readonly me: Identity;
  readonly ref: PullRequestRef;
  readonly waiting: Waiting;
  readonly key: string;
  readonly runId: string;
  readonly commitId: string;
  readonly body: string;
  readonly comments: readonly DiffComment[];
}

/** Posts one review with all comments, once, and never as an approval. */
export async function postReview(post: ReviewPost): Promise<PostedReview> {
  const { client, me } = post;
  const { owner, repo, pullRequest } = post.ref;
  const on = { owner, repo, pull_number: pullRequest };
  const marker = reviewMarker(post.key, post.runId, digestOf(post));
  const review = await createOnce<{ id: number; html_url: string }>(post.waiting, {
    what: 'the review',
    create: async () => {
      const { commitId: commit_id, comments } = post;
      const body = `${post.body}\n\n${marker}`;
      const answer = await client.pulls.createReview({
        ...on,
        commit_id,
        event: 'COMMENT',
        body,
        comments: [...comments],
      });
      return answer.data;
    },
    find: async () => {
      const reviews = await allPages(async (page) => client.pulls.listReviews({ ...on, ...page }));
      return reviews.find((one) => isOurs(one.user, me) && one.body.trimEnd().endsWith(marker)) ?? null;
    },
  });
  const comments = await allPages(
    async (page) => client.pulls.listCommentsForReview({ ...on, review_id: review.id, ...page }),
    post.comments.length,
  );
  const byFinding = comments.flatMap(({ id, html_url: url, body }) => {
    const read = readFindingMark(body);
    return read === null ? [] : [[read.mark.id, { id, url }] as const];
  });
  return { url: review.html_url, comments: new Map(byFinding) };
}

/** Nobody else can know what this run was about to post, so that where we do not know our name the marker will do. */
function isOurs(user: Parameters<typeof isBy>[0], me: Identity): boolean {
  return me.isGuess === true || isBy(user, me);
}

function digestOf({ commitId, comments }: ReviewPost): string {
  return createHash('sha256')
    .update(JSON.stringify([commitId, comments]))
    .digest('hex')
    .slice(0, 12);
}
