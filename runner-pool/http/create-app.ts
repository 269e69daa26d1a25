import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import type { Context } from '../context.ts';
import { ProblemError } from '../problem.ts';
import { answerFault } from './answer-problems.ts';
import type { App } from './app.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { limits } from './limits.ts';
import { requestIdOf } from './request-id.ts';

/** The server without its routes: its limits are those of `limits.ts`. */
export function createApp({ config, log }: Pick<Context, 'config' | 'log'>): App {
  const { trustProxy, maxConnections } = config.http;
  const app: App = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    // Ours is one line a request (access-log.ts).
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIdOf,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    http: { maxHeaderSize: limits.headerBytes, headersTimeout: limits.headersMs },
    routerOptions: { maxParamLength: limits.parameterChars },
    trustProxy: typeof trustProxy === 'number' ? (_address, hop) => hop < trustProxy : trustProxy,
    // A request that still arrives at the end is answered, and told that the connection ends.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    clientErrorHandler: (error, socket) => answerBrokenRequest(log, error, socket),
    frameworkErrors: answerFault,
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.server.maxConnections = maxConnections;
  app.addHook('onRequest', async ({ url }) => {
    if (url.length > limits.urlChars) throw tooLong();
  });
  return app;
}

function tooLong(): ProblemError {
  return new ProblemError({
    status: 414,
    code: 'address_too_long',
    detail: `The address has more than ${limits.urlChars} characters. Ask for less at once.`,
  });
}
