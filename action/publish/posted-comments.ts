import type { PostedComment } from '../context/conversation.ts';
import type { DiscussionComment } from '../github/review-threads.ts';

/** A comment on the diff, as the REST API gives it, and what that does not tell. */
interface DiffComment {
  readonly user: { readonly login: string; readonly type?: string } | null;
  readonly author_association: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly body: string;
  readonly path: string;
  readonly line?: number | null;
  /** Hidden on the page by someone who may. */
  readonly isMinimized?: boolean;
}

export function postedOnDiff(comment: DiffComment, isOurs: boolean): PostedComment {
  return {
    author: comment.user?.login ?? null,
    isBot: comment.user?.type === 'Bot',
    isOurs,
    isHidden: comment.isMinimized === true,
    association: comment.author_association,
    createdAt: comment.created_at,
    updatedAt: comment.updated_at,
    body: comment.body,
    place: { path: comment.path, line: comment.line ?? null },
  };
}

export function postedBelow(comment: DiscussionComment): PostedComment {
  return {
    author: comment.author?.login ?? null,
    isBot: comment.author?.__typename === 'Bot',
    // A person whose token runs use may also say something of their own.
    isOurs: comment.viewerDidAuthor && comment.body.startsWith('<!-- claude-orchestrator:'),
    isHidden: comment.isMinimized,
    association: comment.authorAssociation,
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    body: comment.body,
    place: null,
  };
}
