import { paginate } from '../http/paging.ts';
import { notFound, validationFailed } from '../http/problem.ts';
import type { PullRequest } from '../pull-request.ts';
import type { ReviewComment } from '../records.ts';
import { anchorComment } from '../reviews/anchor.ts';
import {
  addReview,
  addToThread,
  type NewReviewComment,
  refuseForeignCommit,
  startThread,
} from '../reviews/post-review.ts';
import { tooLong } from '../reviews/texts.ts';
import { reviewCommentShape } from '../shapes/review-shape.ts';
import { readPulls } from './pull-routes.ts';
import {
  demand,
  demandToEdit,
  demandToSpeak,
  pullRequestOf,
  type RestAnswer,
  type RestRequest,
  type RestRoute,
  repositoryOf,
  speaker,
} from './route.ts';

const ON_PULL = '/repos/:owner/:repo/pulls/:number/comments';
const ONE = '/repos/:owner/:repo/pulls/comments/:comment';

export const reviewCommentRoutes: readonly RestRoute[] = [
  { operation: 'pulls/list-review-comments', method: 'GET', url: ON_PULL, allow: allowReading, handle: list },
  {
    operation: 'pulls/create-review-comment',
    method: 'POST',
    url: ON_PULL,
    allow: allowWriting,
    handle: create,
  },
  {
    operation: 'pulls/create-reply-for-review-comment',
    method: 'POST',
    url: `${ON_PULL}/:comment/replies`,
    allow: allowWriting,
    handle: reply,
  },
  { operation: 'pulls/get-review-comment', method: 'GET', url: ONE, allow: allowReading, handle: get },
  {
    operation: 'pulls/update-review-comment',
    method: 'PATCH',
    url: ONE,
    allow: allowEditing,
    handle: update,
  },
  {
    operation: 'pulls/delete-review-comment',
    method: 'DELETE',
    url: ONE,
    allow: allowEditing,
    handle: remove,
  },
];

function allowReading(request: RestRequest): void {
  demand(request, readPulls);
}

function allowWriting(request: RestRequest): void {
  demandToSpeak(request, ['pull_requests']);
}

function allowEditing(request: RestRequest): void {
  demandToEdit(request, find(request).comment.user, ['pull_requests']);
}

async function list(request: RestRequest): Promise<RestAnswer> {
  const pull = pullRequestOf(request);
  const { sort = 'created', direction = 'asc', since } = request.query;
  const visible = pull
    .reviewCommentRecords()
    .filter((comment) => comment.review.state !== 'PENDING')
    .filter((comment) => since === undefined || Date.parse(comment.updatedAt) >= Date.parse(since));
  if (sort === 'updated') visible.sort((a, b) => a.updatedAt.localeCompare(b.updatedAt));
  const page = paginate(direction === 'desc' ? visible.toReversed() : visible, request);
  const body = await Promise.all(page.items.map(async (comment) => reviewCommentShape(pull, comment)));
  return { body, headers: page.headers };
}

async function create(request: RestRequest): Promise<RestAnswer> {
  const pull = pullRequestOf(request);
  const wanted = request.body as unknown as NewReviewComment & { commit_id: string; in_reply_to?: number };
  refuseBadBody(wanted.body);
  if (wanted.in_reply_to !== undefined) return answerTo(request, pull, wanted.in_reply_to);
  await refuseForeignCommit(pull, wanted.commit_id);
  const anchoring = await anchorComment(pull, wanted.commit_id, wanted);
  if (!anchoring.ok) throw outsideDiff(anchoring.errors);
  const review = addReview(pull, speaker(request), {
    body: '',
    commitId: wanted.commit_id,
    event: 'COMMENT',
  });
  const comment = startThread(pull, { review, anchor: anchoring.anchor, body: wanted.body });
  return created(pull, comment);
}

async function reply(request: RestRequest): Promise<RestAnswer> {
  refuseBadBody(String(request.body['body']));
  return answerTo(request, pullRequestOf(request), Number(request.params['comment']));
}

async function answerTo(request: RestRequest, pull: PullRequest, to: number): Promise<RestAnswer> {
  const parent = pull.reviewCommentRecords().find((comment) => comment.id === to);
  if (parent === undefined) throw notFound();
  const review = addReview(pull, speaker(request), { body: '', commitId: pull.headSha, event: 'COMMENT' });
  const first = parent.thread.comments[0] ?? parent;
  const { thread } = parent;
  return created(
    pull,
    addToThread(pull, { thread, review, body: String(request.body['body']), inReplyTo: first.id }),
  );
}

async function created(pull: PullRequest, comment: ReviewComment): Promise<RestAnswer> {
  const body = await reviewCommentShape(pull, comment);
  return { status: 201, body, headers: { location: String(body['url']) } };
}

async function get(request: RestRequest): Promise<RestAnswer> {
  const { pull, comment } = find(request);
  return { body: await reviewCommentShape(pull, comment) };
}

async function update(request: RestRequest): Promise<RestAnswer> {
  const { pull, comment } = find(request);
  const body = String(request.body['body']);
  refuseBadBody(body);
  comment.body = body;
  comment.updatedAt = request.world.now();
  return { body: await reviewCommentShape(pull, comment) };
}

function remove(request: RestRequest): RestAnswer {
  const { pull, comment } = find(request);
  const { thread } = comment;
  thread.comments.splice(thread.comments.indexOf(comment), 1);
  if (thread.comments.length === 0) pull.threads.splice(pull.threads.indexOf(thread), 1);
  return { status: 204 };
}

function find(request: RestRequest): { pull: PullRequest; comment: ReviewComment } {
  const id = Number(request.params['comment']);
  for (const pull of repositoryOf(request).pullRequests) {
    const comment = pull.reviewCommentRecords().find((candidate) => candidate.id === id);
    if (comment !== undefined) return { pull, comment };
  }
  throw notFound();
}

function refuseBadBody(body: string): void {
  const resource = 'PullRequestReviewComment';
  if (body.trim() === '') throw validationFailed({ resource, field: 'body', code: 'missing_field' });
  const message = 'body is too long (maximum is 65536 characters)';
  if (tooLong(body)) throw validationFailed({ resource, field: 'body', code: 'custom', message });
}

/** Outside a review the same refusal comes as field errors, each sentence with its field in front. */
function outsideDiff(errors: readonly string[]): Error {
  return validationFailed(
    ...errors.map((error) => {
      const [, field = 'line', rest = error] =
        /^Pull request review thread (start line|diff hunk|line|path) (.*)$/.exec(error) ?? [];
      const name = `pull_request_review_thread.${field.replace(' ', '_')}`;
      return {
        resource: 'PullRequestReviewComment',
        code: 'custom',
        field: name,
        message: `${name} ${rest}`,
      };
    }),
  );
}
