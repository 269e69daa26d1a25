import type { Membership, Organization } from '../organization.ts';
import { userNodeId } from '../user.ts';
import type { World } from '../world.ts';
import { type Shape, userShape } from './user-shape.ts';

export function organizationShape(world: World, { user }: Organization): Shape {
  const url = `${world.urls.api}/orgs/${user.login}`;
  return {
    login: user.login,
    id: user.id,
    node_id: userNodeId(user),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.urls.server}/avatars/u/${user.id}?v=4`,
    description: null,
  };
}

export function membershipShape(world: World, organization: Organization, membership: Membership): Shape {
  const organization_url = `${world.urls.api}/orgs/${organization.user.login}`;
  return {
    url: `${organization_url}/memberships/${membership.user.login}`,
    state: membership.state,
    role: membership.role,
    organization_url,
    organization: organizationShape(world, organization),
    user: userShape(world, membership.user),
  };
}
