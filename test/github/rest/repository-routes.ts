import { notAccessible, notFound, Problem, requiresAuthentication } from '../http/problem.ts';
import type { Repository } from '../repository.ts';
import { fullRepositoryShape } from '../shapes/repository-shape.ts';
import { publicUserShape, userShape } from '../shapes/user-shape.ts';
import { baseOf, reaches } from '../token.ts';
import type { User } from '../user.ts';
import { type RestAnswer, type RestRequest, type RestRoute, repositoryOf } from './route.ts';

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

/**
 * What a person may do; a stranger may read a public repository. Apps are no users here, whatever their name
 * (anthropics/claude-code-action#1018: "Copilot is not a user").
 */
function collaboratorPermission(request: RestRequest): RestAnswer {
  const { token, world, params } = request;
  if (token === null) throw requiresAuthentication();
  const found = repositoryOf(request);
  if (token.kind === 'user') demandPush(token.user, found);
  else if (!reaches(token, found) || token.permissions.metadata !== 'read') {
    throw notAccessible('metadata=read');
  }
  const user = world.user(params['username'] ?? '');
  if (user === null || user.type !== 'User') throw noUser(params['username'] ?? '');
  const role = found.roleOf(user) ?? (found.private ? null : 'read');
  const permission = role === null ? 'none' : baseOf(role);
  const role_name = role === null ? 'none' : typeof role === 'string' ? role : role.name;
  const rank = typeof role === 'string' ? role : role?.base;
  const permissions = {
    admin: rank === 'admin',
    maintain: rank === 'admin' || rank === 'maintain',
    push: permission === 'admin' || permission === 'write',
    triage: permission === 'admin' || permission === 'write' || rank === 'triage',
    pull: permission !== 'none',
  };
  return { body: { permission, role_name, user: { ...userShape(world, user), permissions, role_name } } };
}

function demandPush(user: User, repository: Repository): void {
  const role = repository.roleOf(user);
  if (role === null || baseOf(role) === 'read') {
    throw new Problem(403, { message: 'Must have push access to view collaborator permission.' });
  }
}

function noUser(login: string): Problem {
  return new Problem(404, { message: `${login} is not a user` });
}
