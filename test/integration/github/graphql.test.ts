import { expect, test } from 'vitest';
import { octokitFor, startScene } from './scene.ts';

const THREADS = `query ($owner: String!, $name: String!, $number: Int!, $after: String) {
  viewer { login databaseId }
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      id number headRefOid baseRefOid isDraft
      comments(first: 50) { nodes { databaseId fullDatabaseId body viewerDidAuthor author { login } url } pageInfo { hasNextPage endCursor } }
      reviewThreads(first: 1, after: $after) {
        totalCount
        nodes { id isResolved isOutdated path line viewerCanResolve
          comments(first: 10) { nodes { databaseId body viewerDidAuthor author { login } } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;
const RESOLVE =
  'mutation ($threadId: ID!) { resolveReviewThread(input: { threadId: $threadId }) { thread { isResolved } } }';
const variables = { owner: 'acme', name: 'widgets', number: 1 };

interface Threads {
  readonly viewer: unknown;
  readonly repository: {
    readonly pullRequest: {
      readonly headRefOid: string;
      readonly comments: { readonly nodes: readonly { readonly databaseId: number }[] };
      readonly reviewThreads: {
        readonly totalCount: number;
        readonly nodes: readonly { readonly id: string; readonly line: number }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      };
    };
  };
}

test('threads are read in pages and resolved with contents: write', async () => {
  const { github, repository, pull, onIssue } = await startScene();
  const octokit = octokitFor(
    github,
    repository.issueToken({ permissions: { contents: 'write', pull_requests: 'write' } }),
  );
  const { data: comment } = await octokit.rest.issues.createComment({ ...onIssue, body: 'sticky' });
  await pull.addReviewComment({ author: 'dev', path: 'list.txt', line: 5, body: 'one' });
  await pull.addReviewComment({ author: 'dev', path: 'list.txt', line: 6, body: 'two' });
  const first = await octokit.graphql<Threads>(THREADS, variables);
  expect(first.viewer).toEqual({ login: 'github-actions[bot]', databaseId: 41898282 });
  const { pullRequest } = first.repository;
  expect(pullRequest.headRefOid).toBe(pull.headSha);
  expect(pullRequest.comments.nodes).toMatchObject([
    {
      databaseId: comment.id,
      fullDatabaseId: String(comment.id),
      viewerDidAuthor: true,
      author: { login: 'github-actions' },
    },
  ]);
  expect(pullRequest.reviewThreads).toMatchObject({
    totalCount: 2,
    nodes: [{ line: 5, viewerCanResolve: true }],
  });
  const after = pullRequest.reviewThreads.pageInfo.endCursor;
  const second = await octokit.graphql<Threads>(THREADS, { ...variables, after });
  expect(second.repository.pullRequest.reviewThreads).toMatchObject({
    nodes: [{ line: 6 }],
    pageInfo: { hasNextPage: false },
  });
  await octokit.graphql(RESOLVE, { threadId: pullRequest.reviewThreads.nodes[0]?.id });
  expect(await pull.reviewComments()).toMatchObject([
    { resolved: true, resolvedBy: 'github-actions[bot]' },
    { resolved: false },
  ]);
  expect(github.violations).toEqual([]);
});

test('pull_requests: write is not enough to resolve a thread', async () => {
  const { github, octokit, pull } = await startScene();
  await pull.addReviewComment({ author: 'dev', path: 'list.txt', line: 5, body: 'one' });
  const [comment] = await pull.reviewComments();
  const refused = octokit.graphql(RESOLVE, { threadId: comment?.threadId });
  await expect(refused).rejects.toMatchObject({
    errors: [
      { type: 'FORBIDDEN', message: 'Resource not accessible by integration', path: ['resolveReviewThread'] },
    ],
  });
  expect(await pull.reviewComments()).toMatchObject([{ resolved: false }]);
  expect(github.violations).toEqual([]);
});

test('a comment is minimized', async () => {
  const { github, octokit, pull } = await startScene();
  const comment = pull.addComment({ author: 'dev', body: 'old' });
  const minimize = `mutation ($id: ID!) {
    minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized minimizedReason } }
  }`;
  expect(await octokit.graphql(minimize, { id: comment.nodeId })).toEqual({
    minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: 'outdated' } },
  });
  expect(pull.comments()).toMatchObject([{ minimized: true }]);
  expect(github.violations).toEqual([]);
});

test("a query outside GitHub's schema is refused and noted", async () => {
  const { github, octokit } = await startScene();
  await expect(octokit.graphql('{ viewer { shoeSize } }')).rejects.toThrow(/shoeSize/);
  await expect(octokit.graphql('{ viewer { bio } }')).rejects.toThrow(/does not serve User.bio/);
  await expect(
    octokit.graphql(
      '{ repository(owner: "acme", name: "widgets") { pullRequest(number: 1) { comments { totalCount } } } }',
    ),
  ).rejects.toThrow(/You must provide a `first` or `last` value/);
  expect(github.violations).toHaveLength(2);
});
