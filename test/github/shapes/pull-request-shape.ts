import type { PullRequest } from '../pull-request.ts';
import type { Repository } from '../repository.ts';
import { repositoryShape } from './repository-shape.ts';
import { associationOf, type Shape, userShape } from './user-shape.ts';

/** A pull request as lists and events' short forms have it. */
export function simplePullRequestShape(pull: PullRequest): Shape {
  const { repository } = pull;
  const { world } = repository;
  const api = `${world.urls.api}/repos/${repository.fullName}`;
  const url = `${api}/pulls/${pull.number}`;
  const page = `${world.urls.server}/${repository.fullName}/pull/${pull.number}`;
  return {
    url,
    id: pull.id,
    node_id: pull.nodeId,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: `${api}/issues/${pull.number}`,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: userShape(world, pull.author),
    body: pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.state === 'closed' ? pull.updatedAt : null,
    merged_at: null,
    merge_commit_sha: pull.mergeSha,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: pull.draft,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${api}/issues/${pull.number}/comments`,
    statuses_url: `${api}/statuses/${pull.headSha}`,
    head: endShape(pull.headRepository, pull.headRef, pull.headSha),
    base: endShape(repository, pull.baseRef, pull.baseSha),
    _links: linksShape({ api, url, page, pull }),
    author_association: associationOf(repository.roleOf(pull.author)),
    auto_merge: null,
    active_lock_reason: null,
  };
}

export async function pullRequestShape(pull: PullRequest): Promise<Shape> {
  const [files, commits] = await Promise.all([pull.files(), pull.commitShas()]);
  return {
    ...simplePullRequestShape(pull),
    merged: false,
    mergeable: pull.mergeSha !== null,
    rebaseable: pull.mergeSha !== null,
    mergeable_state: pull.mergeSha === null ? 'dirty' : pull.draft ? 'draft' : 'clean',
    merged_by: null,
    comments: pull.issueComments.length,
    review_comments: pull.reviewCommentRecords().length,
    maintainer_can_modify: pull.headRepository !== pull.repository,
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

function endShape(repository: Repository, ref: string, sha: string): Shape {
  const user = userShape(repository.world, repository.owner);
  return { label: `${repository.owner.login}:${ref}`, ref, sha, user, repo: repositoryShape(repository) };
}

function linksShape(from: { api: string; url: string; page: string; pull: PullRequest }): Shape {
  const { api, url, page, pull } = from;
  return {
    self: { href: url },
    html: { href: page },
    issue: { href: `${api}/issues/${pull.number}` },
    comments: { href: `${api}/issues/${pull.number}/comments` },
    review_comments: { href: `${url}/comments` },
    review_comment: { href: `${api}/pulls/comments{/number}` },
    commits: { href: `${url}/commits` },
    statuses: { href: `${api}/statuses/${pull.headSha}` },
  };
}
