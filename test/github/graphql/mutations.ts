import type { PullRequest } from '../pull-request.ts';
import type { Discussion, IssueComment, ReviewComment, Thread } from '../records.ts';
import type { Repository } from '../repository.ts';
import { issueCommentNode, type Node, reviewCommentNode, threadNode } from './comment-nodes.ts';
import { forbidden, noNode } from './refusal.ts';
import { may, resolveThread, type Viewer } from './viewer.ts';

interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string };
}

/** The mutations served: an action has no more use for GraphQL than what REST cannot do. */
export function mutations(viewer: Viewer): Node {
  return {
    resolveReviewThread: ({ input }: Input<{ threadId: string }>) => setResolved(viewer, input, true),
    unresolveReviewThread: ({ input }: Input<{ threadId: string }>) => setResolved(viewer, input, false),
    minimizeComment: ({ input }: Input<{ subjectId: string; classifier: string }>) => {
      const reason = input.classifier.toLowerCase().replace('_', '-');
      return {
        clientMutationId: input.clientMutationId ?? null,
        minimizedComment: minimize(viewer, input.subjectId, reason),
      };
    },
  };
}

function setResolved(
  viewer: Viewer,
  input: { threadId: string; clientMutationId?: string },
  resolved: boolean,
): Node {
  const found = findThread(viewer, input.threadId);
  if (found === null) throw noNode(input.threadId);
  const author = viewer.token.kind === 'user' && viewer.token.user.id === found.pull.author.id;
  if (!author && !may(viewer, found.pull.repository, resolveThread)) throw forbidden();
  found.thread.resolvedBy = resolved ? viewer.token.user : null;
  return {
    clientMutationId: input.clientMutationId ?? null,
    thread: threadNode(viewer, found.pull, found.thread),
  };
}

function minimize(viewer: Viewer, id: string, reason: string): Node {
  const found = findComment(viewer, id);
  if (found === null) throw noNode(id);
  if (!may(viewer, found.repository, { level: 'write', anyOf: ['issues', 'pull_requests'] }))
    throw forbidden();
  found.comment.minimizedReason = reason;
  return found.node();
}

/** What `node(id:)` finds: a comment or a thread. */
export function findNode(viewer: Viewer, id: string): Node | null {
  const thread = findThread(viewer, id);
  if (thread !== null) return threadNode(viewer, thread.pull, thread.thread);
  return findComment(viewer, id)?.node() ?? null;
}

function findThread(viewer: Viewer, id: string): { pull: PullRequest; thread: Thread } | null {
  for (const repository of viewer.world.repositories) {
    for (const pull of repository.pullRequests) {
      const thread = pull.threads.find((candidate) => candidate.nodeId === id);
      if (thread !== undefined) return { pull, thread };
    }
  }
  return null;
}

interface FoundComment {
  readonly repository: Repository;
  readonly comment: IssueComment | ReviewComment;
  readonly node: () => Node;
}

function findComment(viewer: Viewer, id: string): FoundComment | null {
  for (const repository of viewer.world.repositories) {
    const discussions: readonly Discussion[] = [...repository.issues, ...repository.pullRequests];
    for (const on of discussions) {
      const comment = on.issueComments.find((candidate) => candidate.nodeId === id);
      if (comment !== undefined)
        return { repository, comment, node: () => issueCommentNode(viewer, repository, on, comment) };
    }
    for (const pull of repository.pullRequests) {
      const comment = pull.reviewCommentRecords().find((candidate) => candidate.nodeId === id);
      if (comment !== undefined)
        return { repository, comment, node: () => reviewCommentNode(viewer, pull, comment) };
    }
  }
  return null;
}
