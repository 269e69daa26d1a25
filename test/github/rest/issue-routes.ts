import { paginate } from '../http/paging.ts';
import { notFound, validationFailed } from '../http/problem.ts';
import { addIssueComment, findDiscussion } from '../issue.ts';
import type { Discussion, IssueComment } from '../records.ts';
import { tooLong } from '../reviews/texts.ts';
import { issueCommentShape, issueShape } from '../shapes/issue-shape.ts';
import type { Permission } from '../token.ts';
import {
  demand,
  demandToEdit,
  demandToSpeak,
  type RestAnswer,
  type RestRequest,
  type RestRoute,
  repositoryOf,
  speaker,
} from './route.ts';

const BASE = '/repos/:owner/:repo/issues';

export const issueRoutes: readonly RestRoute[] = [
  { operation: 'issues/get', method: 'GET', url: `${BASE}/:number`, allow: allowReading, handle: get },
  {
    operation: 'issues/list-comments',
    method: 'GET',
    url: `${BASE}/:number/comments`,
    allow: allowReading,
    handle: list,
  },
  {
    operation: 'issues/create-comment',
    method: 'POST',
    url: `${BASE}/:number/comments`,
    allow: allowWriting,
    handle: create,
  },
  {
    operation: 'issues/get-comment',
    method: 'GET',
    url: `${BASE}/comments/:comment`,
    allow: allowReading,
    handle: getComment,
  },
  {
    operation: 'issues/update-comment',
    method: 'PATCH',
    url: `${BASE}/comments/:comment`,
    allow: allowEditing,
    handle: update,
  },
  {
    operation: 'issues/delete-comment',
    method: 'DELETE',
    url: `${BASE}/comments/:comment`,
    allow: allowEditing,
    handle: remove,
  },
];

function allowReading(request: RestRequest): void {
  demand(request, { level: 'read', anyOf: ['issues', 'pull_requests'] });
}

function allowWriting(request: RestRequest): void {
  demandToSpeak(request, permissionsFor(discussionOf(request)));
}

function allowEditing(request: RestRequest): void {
  const { on, comment } = find(request);
  demandToEdit(request, comment.user, permissionsFor(on));
}

/** A pull request's conversation can be written to with either permission. */
function permissionsFor(on: Discussion): readonly Permission[] {
  return on.kind === 'pull' ? ['issues', 'pull_requests'] : ['issues'];
}

function get(request: RestRequest): RestAnswer {
  return { body: issueShape(repositoryOf(request), discussionOf(request)) };
}

function list(request: RestRequest): RestAnswer {
  const on = discussionOf(request);
  const { since } = request.query;
  const found = on.issueComments.filter(
    (comment) => since === undefined || Date.parse(comment.updatedAt) >= Date.parse(since),
  );
  const page = paginate(found, request);
  return {
    body: page.items.map((comment) => issueCommentShape(repositoryOf(request), on, comment)),
    headers: page.headers,
  };
}

function create(request: RestRequest): RestAnswer {
  const repository = repositoryOf(request);
  const on = discussionOf(request);
  const comment = addIssueComment(repository, on, speaker(request), checkedBody(request));
  const body = issueCommentShape(repository, on, comment);
  return { status: 201, body, headers: { location: String(body['url']) } };
}

function getComment(request: RestRequest): RestAnswer {
  const { on, comment } = find(request);
  return { body: issueCommentShape(repositoryOf(request), on, comment) };
}

function update(request: RestRequest): RestAnswer {
  const { on, comment } = find(request);
  comment.body = checkedBody(request);
  comment.updatedAt = request.world.now();
  return { body: issueCommentShape(repositoryOf(request), on, comment) };
}

function remove(request: RestRequest): RestAnswer {
  const { on, comment } = find(request);
  on.issueComments.splice(on.issueComments.indexOf(comment), 1);
  return { status: 204 };
}

function checkedBody(request: RestRequest): string {
  const body = String(request.body['body']);
  const fault = { resource: 'IssueComment', code: 'unprocessable', field: 'data' };
  if (body.trim() === '') throw validationFailed({ ...fault, message: 'Body cannot be blank' });
  if (tooLong(body))
    throw validationFailed({ ...fault, message: 'Body is too long (maximum is 65536 characters)' });
  return body;
}

function discussionOf(request: RestRequest): Discussion {
  const discussion = findDiscussion(repositoryOf(request), Number(request.params['number']));
  if (discussion === null) throw notFound();
  return discussion;
}

function find(request: RestRequest): { on: Discussion; comment: IssueComment } {
  const { issues, pullRequests } = repositoryOf(request);
  const id = Number(request.params['comment']);
  for (const on of [...issues, ...pullRequests]) {
    const comment = on.issueComments.find((candidate) => candidate.id === id);
    if (comment !== undefined) return { on, comment };
  }
  throw notFound();
}
