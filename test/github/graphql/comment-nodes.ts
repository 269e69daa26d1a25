import type { PullRequest } from '../pull-request.ts';
import type { Discussion, IssueComment, ReviewComment, Thread } from '../records.ts';
import type { Repository } from '../repository.ts';
import { type CurrentPlace, currentPlace } from '../reviews/current-place.ts';
import { associationOf } from '../shapes/user-shape.ts';
import { graphqlLogin, type User, userNodeId } from '../user.ts';
import type { World } from '../world.ts';
import { type ConnectionArguments, connection } from './connection.ts';
import { pullRequestNode } from './pull-request-node.ts';
import { may, resolveThread, type Viewer } from './viewer.ts';

export type Node = Record<string, unknown>;

export function actorNode(world: World, user: User): Node {
  const url = `${world.urls.server}/${graphqlLogin(user)}`;
  return {
    __typename: user.type,
    id: userNodeId(user),
    databaseId: user.id,
    login: graphqlLogin(user),
    name: user.login,
    url,
    resourcePath: `/${graphqlLogin(user)}`,
    avatarUrl: `${world.urls.server}/avatars/u/${user.id}?v=4`,
  };
}

export function issueCommentNode(
  viewer: Viewer,
  repository: Repository,
  on: Discussion,
  comment: IssueComment,
): Node {
  const page = `${viewer.world.urls.server}/${repository.fullName}/${on.kind === 'pull' ? 'pull' : 'issues'}/${on.number}`;
  return {
    __typename: 'IssueComment',
    ...commonFields(viewer, repository, comment),
    url: `${page}#issuecomment-${comment.id}`,
  };
}

export function reviewCommentNode(viewer: Viewer, pull: PullRequest, comment: ReviewComment): Node {
  const { repository } = pull;
  const { anchor } = comment.thread;
  const place = async (): Promise<CurrentPlace> => currentPlace(pull, comment.thread);
  const parent = comment.thread.comments.find((candidate) => candidate.id === comment.inReplyTo);
  return {
    __typename: 'PullRequestReviewComment',
    ...commonFields(viewer, repository, comment),
    url: `${viewer.world.urls.server}/${repository.fullName}/pull/${pull.number}#discussion_r${comment.id}`,
    path: anchor.path,
    diffHunk: anchor.diffHunk,
    line: async () => (await place()).line,
    startLine: async () => (await place()).startLine,
    outdated: async () => (await place()).outdated,
    originalLine: anchor.line,
    originalStartLine: anchor.startLine,
    commit: () => ({ __typename: 'Commit', oid: anchor.commitId }),
    originalCommit: () => ({ __typename: 'Commit', oid: anchor.commitId }),
    replyTo: parent === undefined ? null : () => reviewCommentNode(viewer, pull, parent),
    pullRequest: () => pullRequestNode(viewer, pull),
  };
}

export function threadNode(viewer: Viewer, pull: PullRequest, thread: Thread): Node {
  const { anchor } = thread;
  const place = async (): Promise<CurrentPlace> => currentPlace(pull, thread);
  const resolved = thread.resolvedBy !== null;
  const permitted = may(viewer, pull.repository, resolveThread);
  return {
    __typename: 'PullRequestReviewThread',
    id: thread.nodeId,
    isResolved: resolved,
    isCollapsed: resolved,
    isOutdated: async () => (await place()).outdated,
    path: anchor.path,
    line: async () => (await place()).line,
    startLine: async () => (await place()).startLine,
    originalLine: anchor.line,
    originalStartLine: anchor.startLine,
    diffSide: anchor.side,
    startDiffSide: anchor.startSide,
    subjectType: anchor.subject === 'file' ? 'FILE' : 'LINE',
    resolvedBy:
      thread.resolvedBy === null
        ? null
        : { ...actorNode(viewer.world, thread.resolvedBy), __typename: 'User' },
    viewerCanResolve: permitted && !resolved,
    viewerCanUnresolve: permitted && resolved,
    viewerCanReply: may(viewer, pull.repository, { level: 'write', anyOf: ['pull_requests'] }),
    pullRequest: () => pullRequestNode(viewer, pull),
    comments: (args: ConnectionArguments) =>
      connection('comments', thread.comments, args, (comment) => reviewCommentNode(viewer, pull, comment)),
  };
}

function commonFields(viewer: Viewer, repository: Repository, comment: IssueComment | ReviewComment): Node {
  const own = comment.user.id === viewer.token.user.id;
  const editor = may(viewer, repository, { level: 'write', anyOf: ['issues', 'pull_requests'] });
  return {
    id: comment.nodeId,
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    body: comment.body,
    bodyText: comment.body,
    author: actorNode(viewer.world, comment.user),
    authorAssociation: associationOf(repository.roleOf(comment.user)),
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    isMinimized: comment.minimizedReason !== null,
    minimizedReason: comment.minimizedReason,
    viewerDidAuthor: own,
    viewerCanMinimize: editor,
    viewerCanUpdate: own || editor,
    viewerCanDelete: own || editor,
  };
}
