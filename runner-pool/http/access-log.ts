import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './app.ts';

/**
 * One line a request. Of the path only the route's own words: what stands for a parameter or in a query may be a secret (a share
 * link), and who asks is told by its ids.
 */
export function logRequests(app: App): void {
  app.addHook('onResponse', async (request, reply) => logRequest(request, reply));
}

export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const isWatcher = /^\/(health\/|metrics)/.test(routeOf(request));
  request.log[isWatcher ? 'debug' : 'info'](
    {
      method: request.method,
      route: routeOf(request),
      status: reply.statusCode,
      ...(request.problemCode === null ? {} : { code: request.problemCode }),
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ...holderOf(request),
    },
    'request',
  );
}

/** As it was registered: `/v1/runs/:run`. One word for all that is not there. */
export const routeOf = ({ routeOptions, is404 }: FastifyRequest): string =>
  is404 ? 'none' : (routeOptions.url ?? 'none');

function holderOf({ principal, person }: FastifyRequest): object {
  switch (principal?.kind) {
    case 'token':
      return { org: principal.orgId, tokenId: principal.tokenId };
    case 'person':
      return { org: principal.orgId, user: principal.userId };
    case 'run':
      return { org: principal.orgId, run: principal.runId };
    case 'job':
      return { org: principal.orgId, job: principal.job.runId };
    default:
      return person === null ? {} : { user: person.userId };
  }
}
