import type { Discussion, IssueComment } from '../records.ts';
import type { Repository } from '../repository.ts';
import { associationOf, type Shape, userShape } from './user-shape.ts';

export function issueCommentShape(repository: Repository, on: Discussion, comment: IssueComment): Shape {
  const { world } = repository;
  const api = `${world.urls.api}/repos/${repository.fullName}`;
  return {
    url: `${api}/issues/comments/${comment.id}`,
    html_url: `${world.urls.server}/${repository.fullName}/${pageOf(on)}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${on.number}`,
    id: comment.id,
    node_id: comment.nodeId,
    user: userShape(world, comment.user),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(repository.roleOf(comment.user)),
    body: comment.body,
    performed_via_github_app: null,
  };
}

/** An issue; a pull request is shown as one too, marked by its `pull_request` links. */
export function issueShape(repository: Repository, issue: Discussion): Shape {
  const { world } = repository;
  const api = `${world.urls.api}/repos/${repository.fullName}`;
  const url = `${api}/issues/${issue.number}`;
  const page = `${world.urls.server}/${repository.fullName}/${pageOf(issue)}`;
  const pull = {
    url: `${api}/pulls/${issue.number}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    merged_at: null,
  };
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    id: issue.id,
    node_id: issue.nodeId,
    number: issue.number,
    title: issue.title,
    user: userShape(world, issue.author),
    labels: [],
    state: issue.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: issue.issueComments.length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: null,
    author_association: associationOf(repository.roleOf(issue.author)),
    active_lock_reason: null,
    body: issue.body,
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: null,
    ...(issue.kind === 'pull' ? { pull_request: pull } : {}),
  };
}

function pageOf(on: Discussion): string {
  return `${on.kind === 'pull' ? 'pull' : 'issues'}/${on.number}`;
}
