import { branchTip } from '../git/bare-repository.ts';
import { gitTextOrNull, runGit } from '../git/run-git.ts';
import type { Repository } from '../repository.ts';
import { actorNode, type Node } from './comment-nodes.ts';
import { pullRequestNode } from './pull-request-node.ts';
import { GraphqlRefusal } from './refusal.ts';
import type { Viewer } from './viewer.ts';

export function repositoryNode(viewer: Viewer, repository: Repository): Node {
  return {
    __typename: 'Repository',
    id: repository.nodeId,
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: repository.fullName,
    url: `${viewer.world.urls.server}/${repository.fullName}`,
    isPrivate: repository.private,
    isFork: repository.parent !== null,
    visibility: repository.private ? 'PRIVATE' : 'PUBLIC',
    owner: actorNode(viewer.world, repository.owner),
    defaultBranchRef: async () => branchNode(repository, repository.defaultBranch),
    ref: async ({ qualifiedName }: { qualifiedName: string }) =>
      branchNode(repository, qualifiedName.replace(/^refs\/heads\//, '')),
    object: async (args: { expression?: string; oid?: string }) =>
      objectNode(repository, args.expression ?? args.oid ?? ''),
    pullRequest: ({ number }: { number: number }) => pullRequest(viewer, repository, number),
  };
}

function pullRequest(viewer: Viewer, repository: Repository, number: number): Node {
  const pull = repository.pullRequests.find((candidate) => candidate.number === number);
  if (pull !== undefined) return pullRequestNode(viewer, pull);
  throw new GraphqlRefusal('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
}

async function branchNode(repository: Repository, name: string): Promise<Node | null> {
  const oid = await branchTip(repository.gitDir, name);
  return oid === null ? null : { name, prefix: 'refs/heads/', target: { __typename: 'Commit', oid } };
}

/** A git object by an expression such as `main:CLAUDE.md`; a blob comes with its text. */
async function objectNode(repository: Repository, expression: string): Promise<Node | null> {
  const { gitDir } = repository;
  const oid = await gitTextOrNull(gitDir, 'rev-parse', '--verify', '--quiet', '--end-of-options', expression);
  if (oid === null) return null;
  const type = await gitTextOrNull(gitDir, 'cat-file', '-t', oid);
  if (type === 'tree') return { __typename: 'Tree', oid };
  if (type !== 'blob') return { __typename: 'Commit', oid };
  const bytes = await runGit({ cwd: gitDir, args: ['cat-file', 'blob', oid] });
  const isBinary = bytes.subarray(0, 8000).includes(0);
  return {
    __typename: 'Blob',
    oid,
    byteSize: bytes.length,
    isBinary,
    isTruncated: false,
    text: isBinary ? null : bytes.toString(),
  };
}
