import { notAccessible, notFound, requiresAuthentication } from '../http/problem.ts';
import { fullRepositoryShape } from '../shapes/repository-shape.ts';
import { publicUserShape, userShape } from '../shapes/user-shape.ts';
import { demand, type RestAnswer, type RestRequest, type RestRoute, repositoryOf } from './route.ts';

export const repositoryRoutes: readonly RestRoute[] = [
  { operation: 'users/get-authenticated', method: 'GET', url: '/user', handle: currentUser },
  { operation: 'users/get-by-username', method: 'GET', url: '/users/:username', handle: userByName },
  { operation: 'repos/get', method: 'GET', url: '/repos/:owner/:repo', handle: repository },
  {
    operation: 'repos/get-collaborator-permission-level',
    method: 'GET',
    url: '/repos/:owner/:repo/collaborators/:username/permission',
    handle: collaboratorPermission,
  },
];

function currentUser({ world, token }: RestRequest): RestAnswer {
  if (token === null) throw requiresAuthentication();
  if (token.kind === 'installation') throw notAccessible();
  return { body: publicUserShape(world, token.user) };
}

function userByName({ world, params }: RestRequest): RestAnswer {
  const user = world.user(params['username'] ?? '');
  if (user === null) throw notFound();
  return { body: publicUserShape(world, user) };
}

function repository(request: RestRequest): RestAnswer {
  return { body: fullRepositoryShape(repositoryOf(request)) };
}

/** What a person may do; a stranger may read a public repository. */
function collaboratorPermission(request: RestRequest): RestAnswer {
  if (request.token === null) throw requiresAuthentication();
  const found = repositoryOf(request);
  if (request.token.kind === 'user') demand(request, { level: 'write', anyOf: [] });
  const user = request.world.user(request.params['username'] ?? '');
  if (user === null) throw notFound();
  const permission = found.roleOf(user) ?? (found.private ? 'none' : 'read');
  const write = permission === 'write' || permission === 'admin';
  const permissions = {
    admin: permission === 'admin',
    maintain: false,
    push: write,
    triage: write,
    pull: permission !== 'none',
  };
  const shape = { ...userShape(request.world, user), permissions, role_name: permission };
  return { body: { permission, user: shape, role_name: permission } };
}
