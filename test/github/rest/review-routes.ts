import { paginate } from '../http/paging.ts';
import { notFound, unprocessable } from '../http/problem.ts';
import type { PullRequest } from '../pull-request.ts';
import type { Review } from '../records.ts';
import { type NewReview, postReview, type ReviewEvent, submitReview } from '../reviews/post-review.ts';
import { heldInReviewShape, reviewShape } from '../shapes/review-shape.ts';
import { readPulls } from './pull-routes.ts';
import {
  demand,
  demandToEdit,
  demandToSpeak,
  pullRequestOf,
  type RestAnswer,
  type RestRequest,
  type RestRoute,
  speaker,
} from './route.ts';

const BASE = '/repos/:owner/:repo/pulls/:number/reviews';

export const reviewRoutes: readonly RestRoute[] = [
  { operation: 'pulls/list-reviews', method: 'GET', url: BASE, allow: allowReading, handle: list },
  { operation: 'pulls/create-review', method: 'POST', url: BASE, allow: allowReviewing, handle: create },
  { operation: 'pulls/get-review', method: 'GET', url: `${BASE}/:review`, allow: allowReading, handle: get },
  {
    operation: 'pulls/update-review',
    method: 'PUT',
    url: `${BASE}/:review`,
    allow: allowEditing,
    handle: update,
  },
  {
    operation: 'pulls/submit-review',
    method: 'POST',
    url: `${BASE}/:review/events`,
    allow: allowEditing,
    handle: submit,
  },
  {
    operation: 'pulls/list-comments-for-review',
    method: 'GET',
    url: `${BASE}/:review/comments`,
    allow: allowReading,
    handle: comments,
  },
];

function allowReading(request: RestRequest): void {
  demand(request, readPulls);
}

function allowReviewing(request: RestRequest): void {
  demandToSpeak(request, ['pull_requests']);
}

function allowEditing(request: RestRequest): void {
  demandToEdit(request, reviewOf(request).user, ['pull_requests']);
}

function list(request: RestRequest): RestAnswer {
  const pull = pullRequestOf(request);
  const visible = pull.reviewRecords.filter((review) => isVisible(request, review));
  const page = paginate(visible, request);
  return { body: page.items.map((review) => reviewShape(pull, review)), headers: page.headers };
}

async function create(request: RestRequest): Promise<RestAnswer> {
  const pull = pullRequestOf(request);
  const review = await postReview(pull, speaker(request), request.body as NewReview);
  return { body: reviewShape(pull, review) };
}

function get(request: RestRequest): RestAnswer {
  return { body: reviewShape(pullRequestOf(request), reviewOf(request)) };
}

function update(request: RestRequest): RestAnswer {
  const review = reviewOf(request);
  if (review.user.id !== speaker(request).id) throw unprocessable('Can not edit a review by somebody else');
  review.body = String(request.body['body']);
  return { body: reviewShape(pullRequestOf(request), review) };
}

function submit(request: RestRequest): RestAnswer {
  const pull = pullRequestOf(request);
  const review = reviewOf(request);
  if (review.state !== 'PENDING') throw unprocessable('Can not submit a review that is not pending');
  if (typeof request.body['body'] === 'string') review.body = request.body['body'];
  submitReview(pull, review, request.body['event'] as ReviewEvent);
  return { body: reviewShape(pull, review) };
}

async function comments(request: RestRequest): Promise<RestAnswer> {
  const pull = pullRequestOf(request);
  const review = reviewOf(request);
  const page = paginate(
    pull.reviewCommentRecords().filter((comment) => comment.review === review),
    request,
  );
  const body = await Promise.all(page.items.map(async (comment) => heldInReviewShape(pull, comment)));
  return { body, headers: page.headers };
}

function reviewOf(request: RestRequest): Review {
  const pull: PullRequest = pullRequestOf(request);
  const review = pull.reviewRecords.find((candidate) => candidate.id === Number(request.params['review']));
  if (review === undefined || !isVisible(request, review)) throw notFound();
  return review;
}

/** A pending review is seen by its author alone. */
function isVisible(request: RestRequest, review: Review): boolean {
  return review.state !== 'PENDING' || review.user.id === request.token?.user.id;
}
