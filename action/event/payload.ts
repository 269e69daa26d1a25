import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

const Repository = Type.Object({ id: Type.Integer(), full_name: Type.String() });

/** A pull request as events and the REST API both give it; only what is used, all else is let through. */
export const PullRequestPayload = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  state: Type.String(),
  title: Type.String(),
  body: Type.Union([Type.String(), Type.Null()]),
  html_url: Type.String(),
  updated_at: Type.Optional(Type.String()),
  draft: Type.Optional(Type.Boolean()),
  user: Type.Union([Type.Object({ login: Type.String() }), Type.Null()]),
  head: Type.Object({ sha: Type.String(), ref: Type.String(), repo: Type.Union([Repository, Type.Null()]) }),
  base: Type.Object({ sha: Type.String(), ref: Type.String(), repo: Repository }),
  changed_files: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
  comments: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
  review_comments: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
});
export type PullRequestPayload = Static<typeof PullRequestPayload>;

const PullRequestEvent = Type.Object({
  action: Type.String(),
  pull_request: PullRequestPayload,
  /** Null where the account was deleted. */
  sender: Type.Optional(
    Type.Union([Type.Object({ login: Type.String(), type: Type.Optional(Type.String()) }), Type.Null()]),
  ),
});
export type PullRequestEvent = Static<typeof PullRequestEvent>;

export function isPullRequestEvent(payload: unknown): payload is PullRequestEvent {
  return Value.Check(PullRequestEvent, payload);
}

const Inputs = Type.Object({ inputs: Type.Record(Type.String(), Type.Unknown()) });

/** The pull request number that a workflow_dispatch names in its input `pull-request`; '' when it has none. */
export function dispatchedPullRequest(payload: unknown): string {
  if (!Value.Check(Inputs, payload)) return '';
  const value = payload.inputs['pull-request'];
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
