import type { Installation, TokenRequest } from '../apps/installation.ts';
import { paginate } from '../http/paging.ts';
import { notAccessible, notFound, requiresAuthentication } from '../http/problem.ts';
import { appShape, installationShape } from '../shapes/app-shape.ts';
import { repositoryShape } from '../shapes/repository-shape.ts';
import { appOf, type RestAnswer, type RestRequest, type RestRoute } from './route.ts';

export const appRoutes: readonly RestRoute[] = [
  {
    operation: 'apps/get-authenticated',
    method: 'GET',
    url: '/app',
    asApp: true,
    handle: (request) => ({ body: appShape(appOf(request)) }),
  },
  {
    operation: 'apps/list-installations',
    method: 'GET',
    url: '/app/installations',
    asApp: true,
    handle: list,
  },
  {
    operation: 'apps/get-installation',
    method: 'GET',
    url: '/app/installations/:installation',
    asApp: true,
    handle: (request) => ({ body: installationShape(byId(request)) }),
  },
  {
    operation: 'apps/create-installation-access-token',
    method: 'POST',
    url: '/app/installations/:installation/access_tokens',
    asApp: true,
    handle: issue,
  },
  {
    operation: 'apps/get-repo-installation',
    method: 'GET',
    url: '/repos/:owner/:repo/installation',
    asApp: true,
    handle: ofRepository,
  },
  {
    operation: 'apps/get-org-installation',
    method: 'GET',
    url: '/orgs/:account/installation',
    asApp: true,
    handle: (request) => ofAccount(request, 'Organization'),
  },
  {
    operation: 'apps/get-user-installation',
    method: 'GET',
    url: '/users/:account/installation',
    asApp: true,
    handle: (request) => ofAccount(request, 'User'),
  },
  {
    operation: 'apps/list-repos-accessible-to-installation',
    method: 'GET',
    url: '/installation/repositories',
    handle: repositories,
  },
];

function list(request: RestRequest): RestAnswer {
  const page = paginate(appOf(request).installations, request);
  return { body: page.items.map(installationShape), headers: page.headers };
}

function issue(request: RestRequest): RestAnswer {
  const issued = byId(request).issueToken(request.body as TokenRequest);
  const { token, expiresAt: expires_at, permissions } = issued;
  const chosen =
    issued.repositories === null
      ? { repository_selection: byId(request).selection }
      : { repository_selection: 'selected', repositories: issued.repositories.map(repositoryShape) };
  return { status: 201, body: { token, expires_at, permissions, ...chosen } };
}

function ofRepository(request: RestRequest): RestAnswer {
  const { owner = '', repo = '' } = request.params;
  const repository = request.world.repository(owner, repo);
  const isOn = (one: Installation): boolean => repository !== null && one.repositories.includes(repository);
  return found(appOf(request).installations.find(isOn));
}

function ofAccount(request: RestRequest, type: 'Organization' | 'User'): RestAnswer {
  const account = request.world.user(request.params['account'] ?? '');
  return found(appOf(request).installations.find((one) => one.account === account && account.type === type));
}

function byId(request: RestRequest): Installation {
  const id = Number(request.params['installation']);
  const installation = appOf(request).installations.find((one) => one.id === id);
  if (installation === undefined) throw notFound();
  return installation;
}

function found(installation: Installation | undefined): RestAnswer {
  if (installation === undefined) throw notFound();
  return { body: installationShape(installation) };
}

function repositories(request: RestRequest): RestAnswer {
  const { token } = request;
  if (token === null) throw requiresAuthentication();
  if (token.kind !== 'installation') throw notAccessible();
  const all = token.repositories();
  const page = paginate(all, request);
  const shapes = page.items.map(repositoryShape);
  const body = { total_count: all.length, repository_selection: token.selection, repositories: shapes };
  return { body, headers: page.headers };
}
