import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EndedRequest, RequestMetrics } from '../operation/request-metrics.ts';
import { routeOf } from './access-log.ts';
import type { App } from './app.ts';

export function measureRequests(app: App, metrics: RequestMetrics): void {
  app.addHook('onRequest', async () => metrics.began());
  // Also where the client went away before the end.
  app.addHook('onResponse', async (request, reply) => measureEnd(metrics, request, reply));
}

export function measureEnd(metrics: RequestMetrics, request: FastifyRequest, reply: FastifyReply): void {
  const { statusCode: status, elapsedTime } = reply;
  metrics.ended({
    method: request.method,
    route: routeOf(request),
    status,
    seconds: elapsedTime / 1000,
    acknowledged: status < 300 ? acknowledged(request) : null,
  });
}

function acknowledged({ routeOptions }: FastifyRequest): EndedRequest['acknowledged'] {
  if (routeOptions.config.access === 'signed') return 'webhook';
  return routeOptions.config.access === 'run' && routeOptions.url?.endsWith('/events') === true
    ? 'events'
    : null;
}
