import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { GitHubApp, type NewApp } from './apps/github-app.ts';
import { registerArtifactRoutes } from './artifacts/artifact-routes.ts';
import { registerGitRoutes } from './git/smart-http.ts';
import { registerGraphql } from './graphql/graphql-route.ts';
import { githubSchema } from './graphql/schema.ts';
import { createApp, type Exchange } from './http/app.ts';
import { type Fault, Faults, secondaryLimitFault } from './http/faults.ts';
import type { RecordedRequest, RequestListener } from './http/recording.ts';
import type { OAuthControls } from './oauth/oauth.ts';
import { registerOAuthRoutes } from './oauth/oauth-routes.ts';
import type { Oidc } from './oidc/oidc-issuer.ts';
import { registerOidcRoutes } from './oidc/oidc-routes.ts';
import { Drift } from './openapi/drift.ts';
import { type NewOrganization, Organization } from './organization.ts';
import { type NewRepository, Repository } from './repository.ts';
import { appRoutes } from './rest/app-routes.ts';
import { artifactRestRoutes } from './rest/artifact-routes.ts';
import { contentRoutes } from './rest/content-routes.ts';
import { deliveryRoutes } from './rest/delivery-routes.ts';
import { gitRoutes } from './rest/git-routes.ts';
import { issueRoutes } from './rest/issue-routes.ts';
import { jobRoutes } from './rest/job-routes.ts';
import { membershipRoutes } from './rest/membership-routes.ts';
import { pullRoutes } from './rest/pull-routes.ts';
import { repositoryRoutes } from './rest/repository-routes.ts';
import { reviewCommentRoutes } from './rest/review-comment-routes.ts';
import { reviewRoutes } from './rest/review-routes.ts';
import { registerRest } from './rest/route.ts';
import { runRoutes } from './rest/run-routes.ts';
import { workflowRoutes } from './rest/workflow-routes.ts';
import type { User } from './user.ts';
import { World } from './world.ts';

export interface GitHub {
  /** Ends in `.localhost`, which the artifact client takes for github.com; Node does not resolve it, git and curl do. */
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** ACTIONS_RESULTS_URL */
  readonly resultsUrl: string;
  /** In the order they came; a test may empty it. */
  readonly requests: RecordedRequest[];
  /** What GitHub would not have sent, accepted or known, by its own descriptions; a test asserts that there is none. */
  readonly violations: readonly string[];
  createUser(options: { readonly login: string; readonly type?: User['type']; readonly id?: number }): User;
  createOrganization(options: NewOrganization): Organization;
  createRepository(options: NewRepository): Promise<Repository>;
  createApp(options?: NewApp): Promise<GitHubApp>;
  /** The issuer of jobs' tokens. */
  readonly oidc: Oidc;
  /** Where people sign in; its pages are at `new URL(apiUrl).origin`. */
  readonly oauth: OAuthControls;
  /** A person's own token (`ghp_…`); the person can do what their role in a repository lets them. */
  issuePersonalToken(login: string): string;
  fault(fault: Fault): void;
  clearFaults(): void;
  secondaryLimit(options: {
    readonly path?: RegExp | string;
    readonly times?: number;
    readonly retryAfterSeconds: number;
  }): void;
  /** Everything answers 503 until `up`. */
  down(): void;
  up(): void;
  /** Called, and awaited, before a request is acted upon; returns the way to stop. */
  onRequest(listener: RequestListener): () => void;
  /** Loads what otherwise waits for the first request of its kind, so that a benchmark does not measure it. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

const REST_ROUTES = [
  ...repositoryRoutes,
  ...pullRoutes,
  ...reviewRoutes,
  ...reviewCommentRoutes,
  ...issueRoutes,
  ...gitRoutes,
  ...contentRoutes,
  ...artifactRestRoutes,
  ...runRoutes,
  ...jobRoutes,
  ...workflowRoutes,
  ...appRoutes,
  ...deliveryRoutes,
  ...membershipRoutes,
];

/** Starts a GitHub on a free port of the loopback interface; `latencyMs` delays each of its answers. */
export async function startGitHub(options: { readonly latencyMs?: number } = {}): Promise<GitHub> {
  const directory = await mkdtemp(path.join(tmpdir(), 'github-'));
  const urls = { server: '', api: '', graphql: '', results: '' };
  const world = new World(urls, directory);
  const drift = new Drift(world.violations);
  const exchange: Exchange = {
    world,
    faults: new Faults(),
    requests: [],
    listeners: new Set(),
    latencyMs: options.latencyMs ?? 0,
    down: false,
  };
  const app = createApp(exchange);
  registerRoutes(app, world, drift);
  await app.listen({ host: '127.0.0.1', port: 0 });
  Object.assign(urls, addresses((app.server.address() as { port: number }).port));
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    closed ??= Promise.all([app.close(), ...world.apps.map(async (one) => one.deliveries.close())]).then(
      async () => rm(directory, { recursive: true, force: true, maxRetries: 3 }),
    );
    return closed;
  };
  return controls(exchange, drift, close);
}

function controls(exchange: Exchange, drift: Drift, close: () => Promise<void>): GitHub {
  const { world, faults, listeners } = exchange;
  return {
    serverUrl: world.urls.server,
    apiUrl: world.urls.api,
    graphqlUrl: world.urls.graphql,
    resultsUrl: world.urls.results,
    requests: exchange.requests,
    get violations(): readonly string[] {
      drift.settle();
      return world.violations;
    },
    createUser: ({ login, type, id }) => world.userOrNew(login, type, id),
    createOrganization: (wanted) => new Organization(world, wanted),
    createApp: async (wanted = {}) => GitHubApp.create(world, wanted),
    oidc: world.oidc,
    oauth: world.oauth,
    createRepository: async (wanted) => Repository.create(world, wanted),
    issuePersonalToken: (login) =>
      world.addToken('ghp_', { kind: 'user', user: world.userOrNew(login), scopes: null }),
    fault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    secondaryLimit: (limit) => faults.add(secondaryLimitFault(limit)),
    down: () => {
      exchange.down = true;
    },
    up: () => {
      exchange.down = false;
    },
    onRequest: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    warmUp: async () => {
      drift.warmUp();
      await githubSchema();
    },
    close,
  };
}

function addresses(port: number): { server: string; api: string; graphql: string; results: string } {
  const origin = `http://127.0.0.1:${port}`;
  return {
    server: `http://github.localhost:${port}`,
    api: `${origin}/api/v3`,
    graphql: `${origin}/api/graphql`,
    results: `${origin}/`,
  };
}

function registerRoutes(app: FastifyInstance, world: World, drift: Drift): void {
  for (const route of REST_ROUTES) registerRest(app, world, drift, route);
  registerGraphql(app, world);
  registerArtifactRoutes(app, world);
  registerOidcRoutes(app, world);
  registerOAuthRoutes(app, world);
  registerGitRoutes(app, world);
  app.all('/*', async (request, reply) => {
    world.violations.push(`unknown operation: ${request.method} ${request.url}`);
    return reply
      .code(404)
      .send({ message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' });
  });
}
