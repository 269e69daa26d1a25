import type { Role } from '../token.ts';
import { type User, userNodeId } from '../user.ts';
import type { World } from '../world.ts';

export type Shape = Record<string, unknown>;

/** A user as REST embeds it everywhere ("simple user"). */
export function userShape(world: World, user: User): Shape {
  const page = user.type === 'Bot' ? `apps/${user.login.replace(/\[bot\]$/, '')}` : user.login;
  const url = `${world.urls.api}/users/${encodeURIComponent(user.login)}`;
  return {
    login: user.login,
    id: user.id,
    node_id: userNodeId(user),
    avatar_url: `${world.urls.server}/avatars/u/${user.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${world.urls.server}/${page}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: user.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** The answer to "who am I" and "who is that". */
export function publicUserShape(world: World, user: User): Shape {
  return {
    ...userShape(world, user),
    name: user.login,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: '2011-01-25T18:44:36Z',
    updated_at: '2011-01-25T18:44:36Z',
  };
}

/** OWNER, COLLABORATOR or NONE, as far as we know. */
export function associationOf(role: Role | null): string {
  if (role === 'admin') return 'OWNER';
  return role === null ? 'NONE' : 'COLLABORATOR';
}
