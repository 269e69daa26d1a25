import { paginate } from '../http/paging.ts';
import { notAccessible, notFound, Problem, requiresAuthentication } from '../http/problem.ts';
import { membershipShape, organizationShape } from '../shapes/organization-shape.ts';
import { hasScope, type Scope } from '../token.ts';
import type { User } from '../user.ts';
import type { RestAnswer, RestRequest, RestRoute } from './route.ts';

export const membershipRoutes: readonly RestRoute[] = [
  { operation: 'orgs/list-for-authenticated-user', method: 'GET', url: '/user/orgs', handle: list },
  {
    operation: 'orgs/get-membership-for-authenticated-user',
    method: 'GET',
    url: '/user/memberships/orgs/:org',
    handle: membership,
  },
];

function list(request: RestRequest): RestAnswer {
  const { world } = request;
  const user = person(request, 'list your organizations', 'read:org', 'admin:org', 'user', 'read:user');
  const mine = world.organizations.filter((one) => one.membershipOf(user)?.state === 'active');
  const page = paginate(mine, request);
  return { body: page.items.map((one) => organizationShape(world, one)), headers: page.headers };
}

/** Also tells of an invitation that is still open, as `pending`. */
function membership(request: RestRequest): RestAnswer {
  const { world, params } = request;
  const user = person(request, 'get your membership', 'read:org', 'admin:org');
  const organization = world.organization(params['org'] ?? '');
  const found = organization?.membershipOf(user) ?? null;
  if (organization === null || found === null) throw notFound();
  return { body: membershipShape(world, organization, found) };
}

function person({ token }: RestRequest, deed: string, ...scopes: readonly Scope[]): User {
  if (token === null) throw requiresAuthentication();
  if (token.kind === 'installation') throw notAccessible();
  if (hasScope(token, ...scopes)) return token.user;
  const headers = { 'x-accepted-oauth-scopes': scopes.join(', ') };
  throw new Problem(403, { message: `You need at least ${scopes[0]} scope to ${deed}.` }, headers);
}
