import type { GitHubApp } from '../apps/github-app.ts';
import type { Installation } from '../apps/installation.ts';
import { nodeId } from '../user.ts';
import { type Shape, userShape } from './user-shape.ts';

export function appShape(app: GitHubApp): Shape {
  const { world } = app;
  return {
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: nodeId('A', app.id),
    owner: userShape(world, app.owner),
    name: app.slug,
    description: null,
    external_url: 'https://example.com',
    html_url: `${world.urls.server}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: app.events,
    installations_count: app.installations.length,
  };
}

export function installationShape(installation: Installation): Shape {
  const { app, account, id } = installation;
  const { api, server } = app.world.urls;
  const { suspendedAt } = installation;
  const page = account.type === 'Organization' ? `organizations/${account.login}/settings` : 'settings';
  return {
    id,
    client_id: app.clientId,
    account: userShape(app.world, account),
    repository_selection: installation.selection,
    access_tokens_url: `${api}/app/installations/${id}/access_tokens`,
    repositories_url: `${api}/installation/repositories`,
    html_url: `${server}/${page}/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: app.events,
    created_at: installation.createdAt,
    updated_at: suspendedAt ?? installation.createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: suspendedAt === null ? null : userShape(app.world, account),
    suspended_at: suspendedAt,
  };
}
