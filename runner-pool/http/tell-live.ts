import type { FastifyRequest } from 'fastify';
import { hashOf } from '../auth/api-token.ts';
import type { Context } from '../context.ts';
import type { App } from './app.ts';
import { cookieOf, sessionCookie } from './login-cookies.ts';

/**
 * Once something is written, and before it is answered: those who listen hear of it at once, and who lost a right by it has lost it
 * here. Nothing depends on it: what other instances write is found by looking.
 */
export function tellLive(
  app: App,
  { feeds, holders, streams }: Pick<Context, 'feeds' | 'holders' | 'streams'>,
): void {
  // Anybody may ask to be logged out: it costs no more than that login.
  const endOne = (request: FastifyRequest): void => {
    const login = cookieOf(request, sessionCookie);
    if (login === null) return;
    holders.forget(login);
    streams.recheck(hashOf(login));
  };
  app.addHook('onSend', async (request, reply) => {
    if (reply.statusCode >= 400 || request.is404) return;
    if (request.routeOptions.url === '/logout') endOne(request);
    else if (changesRights(request)) {
      holders.forget();
      streams.recheck();
    }
    if (request.method === 'GET' || request.method === 'HEAD') return;
    if (request.principal !== null) feeds.nudge(request.principal.orgId);
  });
}

function changesRights({ method, routeOptions }: FastifyRequest): boolean {
  const { url = '', config } = routeOptions;
  if (url === '/login/callback') return true;
  const isWritten = method !== 'GET' && method !== 'HEAD';
  return isWritten && (config.access === 'tokens:write' || config.access === 'members:write');
}
