import { canSee } from '../token.ts';
import { userNodeId } from '../user.ts';
import { actorNode, type Node } from './comment-nodes.ts';
import { findNode } from './mutations.ts';
import { GraphqlRefusal, noNode } from './refusal.ts';
import { repositoryNode } from './repository-node.ts';
import type { Viewer } from './viewer.ts';

export function queries(viewer: Viewer): Node {
  return {
    viewer: viewerNode(viewer),
    repository: (args: { owner: string; name: string }) => repositoryByName(viewer, args),
    node: ({ id }: { id: string }) => {
      const node = findNode(viewer, id);
      if (node === null) throw noNode(id);
      return node;
    },
    rateLimit: () => ({
      cost: 1,
      limit: 5000,
      remaining: 4999,
      used: 1,
      nodeCount: 1,
      resetAt: viewer.world.now(),
    }),
  };
}

/** Here alone a bot's login keeps its `[bot]`, and it calls itself a User. */
function viewerNode({ world, token }: Viewer): Node {
  const { user } = token;
  return { ...actorNode(world, user), __typename: 'User', id: userNodeId(user), login: user.login };
}

function repositoryByName(viewer: Viewer, args: { owner: string; name: string }): Node {
  const repository = viewer.world.repository(args.owner, args.name);
  if (repository !== null && canSee(viewer.token, repository)) return repositoryNode(viewer, repository);
  throw new GraphqlRefusal(
    'NOT_FOUND',
    `Could not resolve to a Repository with the name '${args.owner}/${args.name}'.`,
  );
}
