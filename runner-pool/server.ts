import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import type { Context } from './context.ts';
import { answerProblems } from './http/answer-problems.ts';
import type { App } from './http/app.ts';
import { guardRoutes } from './http/guard-routes.ts';
import { setValidation } from './http/validation.ts';
import { healthRoutes } from './routes/health.ts';

/** The coordinator's HTTP side: hooks first, then the routes, a file each. */
export async function createServer(context: Context): Promise<App> {
  const app: App = Fastify({
    loggerInstance: context.log as FastifyBaseLogger,
    bodyLimit: 1_572_864,
    requestIdHeader: 'x-request-id',
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxTypeProvider>();
  setValidation(app);
  answerProblems(app);
  guardRoutes(app, context);
  for (const routes of [healthRoutes]) routes(app, context);
  await app.ready();
  return app;
}
