import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Token } from '../token.ts';
import type { World } from '../world.ts';
import { presentedToken } from './authenticate.ts';
import type { Fault, Faults } from './faults.ts';
import { Problem } from './problem.ts';
import { rateLimitHeaders } from './rate-limit.ts';
import { nowMs, type RecordedRequest, type RequestListener } from './recording.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the request is recorded as. */
    route?: string;
  }
  interface FastifyRequest {
    recorded: RecordedRequest | null;
    fault: Fault | null;
  }
}

export interface Exchange {
  readonly world: World;
  readonly faults: Faults;
  readonly requests: RecordedRequest[];
  readonly listeners: Set<RequestListener>;
  readonly latencyMs: number;
  down: boolean;
}

const LARGEST_BODY_BYTES = 512 * 1024 * 1024;

/** The HTTP side that all routes share: recording, faults, latency, and errors in GitHub's form. */
export function createApp(exchange: Exchange): FastifyInstance {
  const app = Fastify({
    bodyLimit: LARGEST_BODY_BYTES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 2000, ignoreTrailingSlash: true },
  });
  app.decorateRequest('recorded', null);
  app.decorateRequest('fault', null);
  readBodies(app);
  app.addHook('preHandler', async (request, reply) => beforeActing(exchange, request, reply));
  app.addHook('onSend', async (request, reply, payload) =>
    beforeAnswering(exchange, request, reply, payload),
  );
  app.setErrorHandler(async (error, _request, reply) => answerError(exchange, error as Error, reply));
  return app;
}

async function beforeActing(exchange: Exchange, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const recorded: RecordedRequest = {
    method: request.method,
    path: request.url,
    route: request.routeOptions.config.route ?? 'unknown',
    body: Buffer.isBuffer(request.body) ? undefined : request.body,
    actor: actorOf(exchange.world, request)?.user.login ?? null,
    startedAtMs: nowMs(),
    status: null,
    endedAtMs: null,
  };
  request.recorded = recorded;
  exchange.requests.push(recorded);
  for (const listener of exchange.listeners) await listener(recorded);
  if (exchange.down)
    return void (await reply.code(503).send({ message: 'No server is currently available' }));
  const fault = exchange.faults.take(request.method, request.url);
  request.fault = fault;
  if (fault === null) return;
  if (fault.delayMs !== undefined) await pause(fault.delayMs);
  if (fault.action === 'reset') request.raw.socket.destroy();
  if (fault.action === 'reset' || fault.action === 'hang') await new Promise<never>(() => {});
  if (fault.status !== undefined && fault.after !== true) await sendFault(fault, fault.status, reply);
}

async function beforeAnswering(
  exchange: Exchange,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const { recorded, fault } = request;
  if (exchange.latencyMs > 0) await pause(exchange.latencyMs);
  if (fault?.action === 'reset-after') {
    request.raw.socket.destroy();
    return payload;
  }
  if (request.url.startsWith('/api/'))
    reply.headers(rateLimitHeaders(exchange.requests.length, recorded?.route ?? ''));
  let answer = payload;
  if (fault?.after === true && fault.status !== undefined) {
    reply
      .code(fault.status)
      .headers(fault.headers ?? {})
      .type('application/json; charset=utf-8');
    reply.removeHeader('content-length');
    answer = JSON.stringify(faultBody(fault));
  }
  if (recorded !== null) {
    recorded.status = reply.statusCode;
    recorded.endedAtMs = nowMs();
  }
  return answer;
}

async function sendFault(fault: Fault, status: number, reply: FastifyReply): Promise<void> {
  await reply
    .code(status)
    .headers(fault.headers ?? {})
    .send(faultBody(fault));
}

function faultBody(fault: Fault): unknown {
  return fault.body ?? { message: fault.status === 502 ? 'Server Error' : 'Ordered by the test' };
}

async function answerError(exchange: Exchange, error: Error, reply: FastifyReply): Promise<FastifyReply> {
  if (error instanceof Problem) return reply.code(error.status).headers(error.headers).send(error.body);
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status === 400) return reply.code(400).send({ message: 'Problems parsing JSON', status: '400' });
  exchange.world.violations.push(`our GitHub failed: ${error.stack ?? error.message}`);
  return reply.code(500).send({ message: 'Server Error' });
}

function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/(.+\+)?json/, { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? undefined : JSON.parse(String(text)));
    } catch (error) {
      done(Object.assign(error as Error, { statusCode: 400 }));
    }
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));
}

function actorOf(world: World, request: FastifyRequest): Token | null {
  const text = presentedToken(request.headers.authorization);
  return text === null ? null : (world.tokens.get(text) ?? null);
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
