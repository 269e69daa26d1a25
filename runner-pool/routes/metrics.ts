import { createHash, timingSafeEqual } from 'node:crypto';
import { Type } from 'typebox';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { ProblemError } from '../problem.ts';

/** For Prometheus. With METRICS_TOKEN set, only for who sends it. */
export function metricsRoutes(app: App, { config, metrics }: Pick<Context, 'config' | 'metrics'>): void {
  const schema = { response: { 200: Type.String() }, produces: ['text/plain'] };
  app.get('/metrics', { config: { access: 'public' }, schema }, async (request, reply) => {
    if (config.metricsToken !== null && !isBearer(request.headers.authorization, config.metricsToken))
      throw new ProblemError({
        status: 401,
        code: 'no_credential',
        detail: 'Send the METRICS_TOKEN (Authorization: Bearer …).',
        headers: { 'www-authenticate': 'Bearer' },
      });
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}

function isBearer(header: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}
