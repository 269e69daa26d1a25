import { issueCommentPayload, issuePayload } from './events/other-payloads.ts';
import type { Discussion, IssueComment } from './records.ts';
import type { Repository } from './repository.ts';
import { nodeId, type User } from './user.ts';

export interface CommentView {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly url: string;
  readonly minimized: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export class Issue implements Discussion {
  readonly kind = 'issue';
  readonly repository: Repository;
  readonly id: number;
  readonly nodeId: string;
  readonly number: number;
  readonly author: User;
  readonly createdAt: string;
  readonly issueComments: IssueComment[] = [];
  title: string;
  body: string | null;
  state: 'open' | 'closed' = 'open';
  updatedAt: string;

  constructor(repository: Repository, options: { title: string; body: string | null; author: User }) {
    this.repository = repository;
    this.id = repository.world.nextId();
    this.nodeId = nodeId('I', this.id);
    this.number = nextNumber(repository);
    this.author = options.author;
    this.title = options.title;
    this.body = options.body;
    this.createdAt = repository.world.now();
    this.updatedAt = this.createdAt;
  }

  addComment(options: { readonly author: string; readonly body: string }): IssueComment {
    return addIssueComment(
      this.repository,
      this,
      this.repository.world.userOrNew(options.author),
      options.body,
    );
  }

  comments(): CommentView[] {
    return commentViews(this.repository, this, `issues/${this.number}`);
  }

  event(action: string, extra: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    return { ...issuePayload(this, action), ...extra };
  }

  commentEvent(action: string, comment: IssueComment): Record<string, unknown> {
    return issueCommentPayload(this.repository, this, comment, action);
  }
}

export function createIssue(
  repository: Repository,
  options: { readonly title: string; readonly body?: string; readonly author?: string },
): Issue {
  const author = repository.world.userOrNew(options.author ?? repository.owner.login);
  const issue = new Issue(repository, { title: options.title, body: options.body ?? null, author });
  repository.issues.push(issue);
  return issue;
}

/** Issues and pull requests of a repository share one row of numbers. */
export function nextNumber(repository: Repository): number {
  return repository.issues.length + repository.pullRequests.length + 1;
}

export function addIssueComment(
  repository: Repository,
  on: Discussion,
  user: User,
  body: string,
): IssueComment {
  const { world } = repository;
  const id = world.nextId();
  const now = world.now();
  const comment = {
    id,
    nodeId: nodeId('IC', id),
    user,
    body,
    createdAt: now,
    updatedAt: now,
    minimizedReason: null,
  };
  on.issueComments.push(comment);
  return comment;
}

export function commentViews(repository: Repository, on: Discussion, page: string): CommentView[] {
  return on.issueComments.map((comment) => ({
    id: comment.id,
    author: comment.user.login,
    body: comment.body,
    url: `${repository.world.urls.server}/${repository.fullName}/${page}#issuecomment-${comment.id}`,
    minimized: comment.minimizedReason !== null,
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
  }));
}

export function findDiscussion(repository: Repository, number: number): Discussion | null {
  const all: readonly Discussion[] = [...repository.issues, ...repository.pullRequests];
  return all.find((discussion) => discussion.number === number) ?? null;
}
