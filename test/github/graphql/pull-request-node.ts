import type { ChangedFile } from '../git/compare.ts';
import type { PullRequest } from '../pull-request.ts';
import type { Review } from '../records.ts';
import { associationOf } from '../shapes/user-shape.ts';
import { actorNode, issueCommentNode, type Node, reviewCommentNode, threadNode } from './comment-nodes.ts';
import { type ConnectionArguments, connection } from './connection.ts';
import { repositoryNode } from './repository-node.ts';
import type { Viewer } from './viewer.ts';

export function pullRequestNode(viewer: Viewer, pull: PullRequest): Node {
  const { repository } = pull;
  return {
    __typename: 'PullRequest',
    id: pull.nodeId,
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    bodyText: pull.body ?? '',
    url: `${viewer.world.urls.server}/${repository.fullName}/pull/${pull.number}`,
    state: pull.state === 'open' ? 'OPEN' : 'CLOSED',
    closed: pull.state === 'closed',
    merged: false,
    isDraft: pull.draft,
    locked: false,
    mergeable: pull.mergeSha === null ? 'CONFLICTING' : 'MERGEABLE',
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    author: actorNode(viewer.world, pull.author),
    authorAssociation: associationOf(repository.roleOf(pull.author)),
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    baseRefName: pull.baseRef,
    baseRefOid: pull.baseSha,
    isCrossRepository: pull.headRepository !== repository,
    repository: () => repositoryNode(viewer, repository),
    baseRepository: () => repositoryNode(viewer, repository),
    headRepository: () => repositoryNode(viewer, pull.headRepository),
    changedFiles: async () => (await pull.files()).length,
    additions: async () => sum(await pull.files(), 'additions'),
    deletions: async () => sum(await pull.files(), 'deletions'),
    ...connections(viewer, pull),
  };
}

function connections(viewer: Viewer, pull: PullRequest): Node {
  return {
    comments: (args: ConnectionArguments) =>
      connection('comments', pull.issueComments, args, (comment) =>
        issueCommentNode(viewer, pull.repository, pull, comment),
      ),
    reviewThreads: (args: ConnectionArguments) =>
      connection('reviewThreads', pull.threads, args, (thread) => threadNode(viewer, pull, thread)),
    reviews: (args: ConnectionArguments) =>
      connection('reviews', pull.reviewRecords, args, (review) => reviewNode(viewer, pull, review)),
    files: async (args: ConnectionArguments) => connection('files', await pull.files(), args, fileNode),
    commits: async (args: ConnectionArguments) =>
      connection('commits', await pull.commitShas(), args, (oid) => ({
        commit: { __typename: 'Commit', oid },
      })),
  };
}

function reviewNode(viewer: Viewer, pull: PullRequest, review: Review): Node {
  const comments = pull.reviewCommentRecords().filter((comment) => comment.review === review);
  return {
    __typename: 'PullRequestReview',
    id: review.nodeId,
    databaseId: review.id,
    body: review.body,
    state: review.state,
    submittedAt: review.submittedAt,
    author: actorNode(viewer.world, review.user),
    commit: { __typename: 'Commit', oid: review.commitId },
    viewerDidAuthor: review.user.id === viewer.token.user.id,
    url: `${viewer.world.urls.server}/${pull.repository.fullName}/pull/${pull.number}#pullrequestreview-${review.id}`,
    comments: (args: ConnectionArguments) =>
      connection('comments', comments, args, (comment) => reviewCommentNode(viewer, pull, comment)),
  };
}

const CHANGE_TYPES = {
  removed: 'DELETED',
  added: 'ADDED',
  modified: 'MODIFIED',
  renamed: 'RENAMED',
  copied: 'COPIED',
  changed: 'CHANGED',
};

function fileNode(file: ChangedFile): Node {
  const { path, additions, deletions } = file;
  return { path, additions, deletions, changeType: CHANGE_TYPES[file.status], viewerViewedState: 'UNVIEWED' };
}

function sum(files: readonly ChangedFile[], field: 'additions' | 'deletions'): number {
  return files.reduce((total, file) => total + file[field], 0);
}
