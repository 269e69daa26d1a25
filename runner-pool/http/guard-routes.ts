import type { FastifyRequest } from 'fastify';
import type { Access } from '../auth/access.ts';
import { authenticate } from '../auth/authenticate.ts';
import type { Principal } from '../auth/principal.ts';
import type { Context } from '../context.ts';
import { notFound, ProblemError } from '../problem.ts';
import type { App } from './app.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on routes that anybody may use. */
    principal: Principal | null;
  }
}

/** Every route states who may use it; one that does not is a fault at start. */
export function guardRoutes(app: App, context: Context): void {
  app.decorateRequest('principal', null);
  app.addHook('onRoute', ({ config, method, url }) => {
    if (config?.access === undefined) throw new Error(`${String(method)} ${url} does not say who may use it`);
  });
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    if (request.is404 || access === undefined || access === 'public' || access === 'signed') return;
    const principal = await principalOf(context, request);
    permit(principal, access, request);
    request.principal = principal;
  });
}

/** The principal of a guarded route. */
export function whoAsks({ principal }: FastifyRequest): Principal {
  if (principal === null) throw new Error('A route that guards nothing asked who asks');
  return principal;
}

async function principalOf(context: Context, { headers }: FastifyRequest): Promise<Principal> {
  const token = /^Bearer ([^\s]{1,8000})$/i.exec(headers.authorization ?? '')?.[1];
  const principal = token === undefined ? null : await authenticate(context, token);
  if (principal !== null) return principal;
  throw new ProblemError({
    status: 401,
    code: token === undefined ? 'no_credential' : 'bad_credential',
    detail:
      token === undefined
        ? 'Send a token: Authorization: Bearer ….'
        : 'The token is unknown, expired or revoked. Make a new one, and send it as Authorization: Bearer ….',
    headers: { 'www-authenticate': 'Bearer' },
  });
}

function permit(principal: Principal, access: Access, { params }: FastifyRequest): void {
  if (access === 'run') {
    if (principal.kind !== 'run') throw refused('the token of a run');
    // Another run's token cannot tell whether this run exists.
    if ((params as { readonly run?: string }).run !== principal.runId) throw notFound();
    return;
  }
  const needed = access === 'admission' ? 'runs:write' : access;
  if (principal.kind === 'job' && access === 'admission') return;
  const isHolder = principal.kind === 'token' || principal.kind === 'person';
  if (!isHolder || !principal.scopes.some((scope) => scope === needed)) throw refused(`the scope ${needed}`);
}

function refused(needed: string): ProblemError {
  return new ProblemError({ status: 403, code: 'not_permitted', detail: `This needs ${needed}.` });
}
