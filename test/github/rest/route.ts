import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authenticateApp } from '../apps/app-jwt.ts';
import type { GitHubApp } from '../apps/github-app.ts';
import { authenticate } from '../http/authenticate.ts';
import { notAccessible, notFound, Problem, requiresAuthentication } from '../http/problem.ts';
import type { Drift } from '../openapi/drift.ts';
import type { PullRequest } from '../pull-request.ts';
import type { Repository } from '../repository.ts';
import { canSee, isAllowed, type Need, type Token } from '../token.ts';
import type { User } from '../user.ts';
import type { World } from '../world.ts';

export interface RestRequest {
  readonly world: World;
  readonly token: Token | null;
  /** Who asks, on the routes where an app speaks for itself. */
  readonly app: GitHubApp | null;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly accept: string;
  /** Absolute, for `Link` headers. */
  readonly url: string;
}

export interface RestAnswer {
  readonly status?: number;
  readonly body?: unknown;
  /** Sent instead of a JSON body. */
  readonly raw?: { readonly type: string; readonly content: string | Buffer };
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RestRoute {
  /** GitHub's operation id: requests and answers are checked against its description. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Authenticated by a JWT that an app signed, and by nothing else. */
  readonly asApp?: true;
  /** Below the API's root. */
  readonly url: string;
  /** Throws the refusal of a caller who may not; GitHub looks at this before it looks at the body. */
  readonly allow?: (request: RestRequest) => void;
  readonly handle: (request: RestRequest) => RestAnswer | Promise<RestAnswer>;
}

/** Registers a route so that each request is authenticated and checked, and each answer is kept to be checked. */
export function registerRest(app: FastifyInstance, world: World, drift: Drift, route: RestRoute): void {
  app.route({
    method: route.method,
    url: `/api/v3${route.url}`,
    config: { route: route.operation },
    handler: async (request, reply) => {
      const app = route.asApp ? authenticateApp(world, request.headers.authorization) : null;
      const token = route.asApp ? null : authenticate(world, request);
      const read: RestRequest = { ...readRequest(world, request), token, app };
      if ('repo' in read.params && app === null) repositoryOf(read);
      route.allow?.(read);
      refuseInvalid(drift, route, read, request.body);
      const answer = await route.handle(read);
      if (token?.kind === 'user' && token.scopes !== null)
        reply.header('x-oauth-scopes', token.scopes.join(', '));
      return send(drift, route, reply, answer);
    },
  });
}

/** The repository that the address names; the caller may see it, or there is none. */
export function repositoryOf(request: RestRequest): Repository {
  const { owner = '', repo = '' } = request.params;
  const repository = request.world.repository(owner, repo);
  if (repository === null || !canSee(request.token, repository)) throw notFound();
  return repository;
}

export function pullRequestOf(request: RestRequest): PullRequest {
  const number = Number(request.params['number']);
  const pull = repositoryOf(request).pullRequests.find((candidate) => candidate.number === number);
  if (pull === undefined) throw notFound();
  return pull;
}

/** Refuses a caller without one of the permissions, the way GitHub does. */
export function demand(request: RestRequest, need: Need): void {
  const repository = repositoryOf(request);
  if (need.level === 'write' && request.token === null) throw requiresAuthentication();
  if (isAllowed(request.token, repository, need)) return;
  if (request.token?.kind === 'user')
    throw new Problem(403, { message: 'Must have admin rights to Repository.' });
  throw notAccessible(need.anyOf.map((permission) => `${permission}=${need.level}`).join('; '));
}

/** Comments and reviews: a person needs no more than to see the repository, a workflow's token needs the permission. */
export function demandToSpeak(request: RestRequest, anyOf: Need['anyOf']): void {
  if (request.token === null) throw requiresAuthentication();
  if (request.token.kind === 'installation') demand(request, { level: 'write', anyOf });
}

/** Their own words, or write access to the repository. */
export function demandToEdit(request: RestRequest, author: User, anyOf: Need['anyOf']): void {
  demandToSpeak(request, anyOf);
  if (speaker(request).id !== author.id) demand(request, { level: 'write', anyOf });
}

/** The app on an `asApp` route. */
export function appOf(request: RestRequest): GitHubApp {
  if (request.app === null) throw new Error('The route is not `asApp`.');
  return request.app;
}

export function speaker(request: RestRequest): User {
  if (request.token === null) throw requiresAuthentication();
  return request.token.user;
}

function readRequest(world: World, request: FastifyRequest): Omit<RestRequest, 'token' | 'app'> {
  const origin = new URL(world.urls.api).origin;
  return {
    world,
    params: request.params as Record<string, string>,
    query: request.query as Record<string, string>,
    body: (request.body ?? {}) as Record<string, unknown>,
    accept: request.headers.accept ?? '',
    url: `${origin}${request.url}`,
  };
}

function refuseInvalid(drift: Drift, route: RestRoute, request: RestRequest, body: unknown): void {
  const errors = drift.checkRequest(route.operation, { query: request.query, body });
  if (errors.length > 0)
    throw new Problem(422, { message: `Invalid request.\n\n${errors.join('\n')}`, errors });
}

function send(drift: Drift, route: RestRoute, reply: FastifyReply, answer: RestAnswer): FastifyReply {
  const status = answer.status ?? 200;
  reply.code(status).headers(answer.headers ?? {});
  if (answer.raw !== undefined) return reply.type(answer.raw.type).send(answer.raw.content);
  if (answer.body === undefined) return reply.send('');
  const body = JSON.stringify(answer.body);
  drift.answered({ operation: route.operation, status, body });
  return reply.type('application/json; charset=utf-8').send(body);
}
