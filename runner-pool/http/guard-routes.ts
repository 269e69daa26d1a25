import type { FastifyRequest } from 'fastify';
import type { Access } from '../auth/access.ts';
import type { Seen } from '../auth/holders.ts';
import type { Person } from '../auth/person.ts';
import type { Principal } from '../auth/principal.ts';
import type { Context } from '../context.ts';
import { notFound, ProblemError } from '../problem.ts';
import type { App } from './app.ts';
import { inOrganization, keepToOrganization } from './choose-organization.ts';
import { cookieOf, sessionCookie } from './login-cookies.ts';
import { refuseCrossOrigin } from './refuse-cross-origin.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on routes that anybody may use, and for a person where no organization matters. */
    principal: Principal | null;
    /** Whoever asks by a login of theirs; null for tokens. */
    person: Person | null;
    /** When it was looked up who asks. */
    holderSeenMs: number;
  }
  interface FastifyContextConfig {
    /** Asked again and again: whose credential it is may have been looked up up to two minutes ago. */
    readonly isRepeated?: true;
  }
  interface FastifyInstance {
    /** Every route, and who may use it. */
    readonly guardedRoutes: readonly GuardedRoute[];
  }
}

export interface GuardedRoute {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
  readonly takesBody: boolean;
  /** Names of the parameters in the query. */
  readonly query: readonly string[];
}

/** Every route states who may use it; one that does not is a fault at start. */
export function guardRoutes(app: App, context: Context): void {
  app.decorateRequest('principal', null);
  app.decorateRequest('person', null);
  app.decorateRequest('holderSeenMs', 0);
  const routes: GuardedRoute[] = [];
  app.decorate('guardedRoutes', routes);
  app.addHook('onRoute', ({ config, method, url, schema }) => {
    const access = config?.access;
    if (access === undefined) throw new Error(`${String(method)} ${url} does not say who may use it`);
    const { properties = {} } = (schema?.querystring ?? {}) as { readonly properties?: object };
    for (const one of [method].flat())
      routes.push({
        method: one,
        url,
        access,
        takesBody: schema?.body !== undefined,
        query: Object.keys(properties),
      });
  });
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    if (request.is404 || access === undefined || access === 'public' || access === 'signed') return;
    const byLogin = await personWhoAsks(context, request);
    request.person = byLogin?.who ?? null;
    request.holderSeenMs = byLogin?.atMs ?? 0;
    if (byLogin !== null && access === 'known') return;
    const principal =
      byLogin === null ? await holderOfToken(context, request) : inOrganization(byLogin.who, request);
    if (principal.kind === 'token') keepToOrganization(principal, request);
    permit(principal, access, request);
    request.principal = principal;
  });
}

/** The principal of a guarded route. */
export function whoAsks({ principal }: FastifyRequest): Principal {
  if (principal === null) throw new Error('A route that guards nothing asked who asks');
  return principal;
}

/** By the login cookie; a token that is sent along goes before it. */
async function personWhoAsks(context: Context, request: FastifyRequest): Promise<Seen<Person> | null> {
  if (request.headers.authorization !== undefined) return null;
  const login = cookieOf(request, sessionCookie);
  const seen = login === null ? null : await context.holders.ofLogin(login, isRepeated(request));
  if (seen !== null) refuseCrossOrigin(request, context.config.http.publicUrl);
  return seen;
}

async function holderOfToken(context: Context, request: FastifyRequest): Promise<Principal> {
  const token = tokenOf(request);
  const seen = token === null ? null : await context.holders.ofToken(token, isRepeated(request));
  if (seen !== null) {
    request.holderSeenMs = seen.atMs;
    return seen.who;
  }
  throw new ProblemError({
    status: 401,
    code: token === null ? 'no_credential' : 'bad_credential',
    detail:
      token === null
        ? `Send a token (Authorization: Bearer …)${context.config.github.login === null ? '' : ', or log in at /login'}.`
        : 'The token is unknown, expired or revoked. Make a new one, and send it as Authorization: Bearer ….',
    headers: { 'www-authenticate': 'Bearer' },
  });
}

/** The bearer token of a request. */
export function tokenOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  return /^Bearer ([^\s]{1,8000})$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

const isRepeated = ({ routeOptions }: FastifyRequest): boolean => routeOptions.config.isRepeated === true;

function permit(principal: Principal, access: Access, { params }: FastifyRequest): void {
  if (access === 'run') {
    if (principal.kind !== 'run') throw refused('the token of a run');
    // Another run's token cannot tell whether this run exists.
    if ((params as { readonly run?: string }).run !== principal.runId) throw notFound();
    return;
  }
  if (principal.kind === 'job' && access === 'admission') return;
  const isHolder = principal.kind === 'token' || principal.kind === 'person';
  if (access === 'known') {
    if (!isHolder) throw refused('an API token, or a login');
    return;
  }
  const needed = access === 'admission' ? 'runs:write' : access;
  if (!isHolder || !principal.scopes.some((scope) => scope === needed)) throw refused(`the scope ${needed}`);
}

function refused(needed: string): ProblemError {
  return new ProblemError({ status: 403, code: 'not_permitted', detail: `This needs ${needed}.` });
}
