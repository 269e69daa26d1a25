import type { GitHubClient } from './client.ts';

/** A conversation on the diff, by the id of its first comment. */
export interface ReviewThread {
  readonly id: string;
  readonly isResolved: boolean;
  readonly resolvedBy: { readonly login: string; readonly id?: number } | null;
  readonly firstCommentId: number;
  /** Comments that somebody has hidden, which the REST API does not tell; none unless the discussion is asked for. */
  readonly hiddenCommentIds: readonly number[];
}

export interface PullRequestRef {
  readonly owner: string;
  readonly repo: string;
  readonly pullRequest: number;
}

/** A comment below the pull request. */
export interface DiscussionComment {
  readonly author: { readonly __typename: string; readonly login: string } | null;
  readonly authorAssociation: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly body: string;
  readonly isMinimized: boolean;
  readonly viewerDidAuthor: boolean;
}

export interface Threads {
  readonly threads: readonly ReviewThread[];
  /** The newest hundred, the oldest first; none unless asked for. */
  readonly discussion: readonly DiscussionComment[];
}

/** The discussion comes with the threads: a call of its own would hold up the start of a review. */
const threadsQuery = `query ($owner: String!, $repo: String!, $pullRequest: Int!, $after: String, $withDiscussion: Boolean!, $most: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $pullRequest) {
      comments(last: 100) @include(if: $withDiscussion) {
        nodes { author { __typename login } authorAssociation createdAt updatedAt body isMinimized viewerDidAuthor }
      }
      reviewThreads(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id isResolved resolvedBy { login databaseId } comments(first: $most) { nodes { fullDatabaseId isMinimized } } }
      }
    }
  }
}`;

/** Every thread of the pull request; throws where the token may not use GraphQL. */
export async function listThreads(
  client: GitHubClient,
  ref: PullRequestRef & { readonly withDiscussion?: boolean },
): Promise<Threads> {
  const threads: ReviewThread[] = [];
  const discussion: DiscussionComment[] = [];
  let after: string | null = null;
  do {
    const { owner, repo, pullRequest } = ref;
    const withDiscussion = ref.withDiscussion === true && after === null;
    const most = ref.withDiscussion === true ? 100 : 1;
    const asked = { owner, repo, pullRequest, after, withDiscussion, most };
    const answer: ThreadsAnswer = await client.graphql(threadsQuery, asked);
    const connection = answer.repository?.pullRequest?.reviewThreads;
    const comments = answer.repository?.pullRequest?.comments?.nodes ?? [];
    discussion.push(...comments.filter((comment) => comment !== null));
    for (const node of connection?.nodes ?? []) {
      const thread = node === null ? null : threadOf(node);
      if (thread !== null) threads.push(thread);
    }
    after = connection?.pageInfo.hasNextPage === true ? connection.pageInfo.endCursor : null;
  } while (after !== null);
  return { threads, discussion };
}

/** Resolving twice is harmless, so the client may repeat it. Needs `contents: write`, which a review job often lacks. */
export async function resolveThread(client: GitHubClient, threadId: string): Promise<void> {
  await client.graphql(
    'mutation ($threadId: ID!) { resolveReviewThread(input: { threadId: $threadId }) { thread { isResolved } } }',
    { threadId },
  );
}

function threadOf({ id, isResolved, resolvedBy, comments }: ThreadNode): ReviewThread | null {
  const nodes = (comments.nodes ?? []).filter((comment) => comment !== null);
  const firstCommentId = Number(nodes[0]?.fullDatabaseId ?? Number.NaN);
  if (Number.isNaN(firstCommentId)) return null;
  const hidden = nodes.filter(({ isMinimized }) => isMinimized);
  const hiddenCommentIds = hidden.map(({ fullDatabaseId }) => Number(fullDatabaseId));
  return { id, isResolved, resolvedBy: userOf(resolvedBy), firstCommentId, hiddenCommentIds };
}

function userOf(user: GraphqlUser | null): ReviewThread['resolvedBy'] {
  if (user === null) return null;
  return typeof user.databaseId === 'number'
    ? { login: user.login, id: user.databaseId }
    : { login: user.login };
}

interface GraphqlUser {
  readonly login: string;
  readonly databaseId?: number | null;
}

interface ThreadNode {
  readonly id: string;
  readonly isResolved: boolean;
  readonly resolvedBy: GraphqlUser | null;
  readonly comments: {
    readonly nodes:
      | readonly ({ readonly fullDatabaseId: string | number | null; readonly isMinimized: boolean } | null)[]
      | null;
  };
}

interface ThreadsAnswer {
  readonly repository: {
    readonly pullRequest: {
      readonly comments?: { readonly nodes: readonly (DiscussionComment | null)[] | null };
      readonly reviewThreads: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        readonly nodes: readonly (ThreadNode | null)[] | null;
      };
    } | null;
  } | null;
}
