import type { GitHubClient } from './client.ts';

/** A conversation on the diff, by the id of its first comment. */
export interface ReviewThread {
  readonly id: string;
  readonly isResolved: boolean;
  readonly resolvedBy: { readonly login: string; readonly id?: number } | null;
  readonly firstCommentId: number;
}

export interface PullRequestRef {
  readonly owner: string;
  readonly repo: string;
  readonly pullRequest: number;
}

const threadsQuery = `query ($owner: String!, $repo: String!, $pullRequest: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $pullRequest) {
      reviewThreads(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id isResolved resolvedBy { login databaseId } comments(first: 1) { nodes { fullDatabaseId } } }
      }
    }
  }
}`;

/** Every thread of the pull request; throws where the token may not use GraphQL. */
export async function listThreads(
  client: GitHubClient,
  ref: PullRequestRef,
): Promise<readonly ReviewThread[]> {
  const threads: ReviewThread[] = [];
  let after: string | null = null;
  do {
    const { owner, repo, pullRequest } = ref;
    const answer: ThreadsAnswer = await client.graphql(threadsQuery, { owner, repo, pullRequest, after });
    const connection = answer.repository?.pullRequest?.reviewThreads;
    for (const node of connection?.nodes ?? []) {
      const firstCommentId = Number(node?.comments.nodes?.[0]?.fullDatabaseId ?? Number.NaN);
      if (node !== null && !Number.isNaN(firstCommentId)) {
        const { id, isResolved } = node;
        threads.push({ id, isResolved, resolvedBy: userOf(node.resolvedBy), firstCommentId });
      }
    }
    after = connection?.pageInfo.hasNextPage === true ? connection.pageInfo.endCursor : null;
  } while (after !== null);
  return threads;
}

/** Resolving twice is harmless, so the client may repeat it. Needs `contents: write`, which a review job often lacks. */
export async function resolveThread(client: GitHubClient, threadId: string): Promise<void> {
  await client.graphql(
    'mutation ($threadId: ID!) { resolveReviewThread(input: { threadId: $threadId }) { thread { isResolved } } }',
    { threadId },
  );
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

interface ThreadsAnswer {
  readonly repository: {
    readonly pullRequest: {
      readonly reviewThreads: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        readonly nodes:
          | readonly ({
              readonly id: string;
              readonly isResolved: boolean;
              readonly resolvedBy: GraphqlUser | null;
              readonly comments: {
                readonly nodes:
                  | readonly ({ readonly fullDatabaseId: string | number | null } | null)[]
                  | null;
              };
            } | null)[]
          | null;
      };
    } | null;
  } | null;
}
