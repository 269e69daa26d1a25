import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { RunId } from '../../contract/admission.ts';
import { Changes, StreamId } from '../../contract/stream.ts';
import type { Context } from '../context.ts';
import { logRequest } from '../http/access-log.ts';
import type { App } from '../http/app.ts';
import { tokenOf, whoAsks } from '../http/guard-routes.ts';
import { cookieOf, sessionCookie } from '../http/login-cookies.ts';
import { measureEnd } from '../http/measure-requests.ts';
import { standingOf } from '../http/standing-of.ts';
import { whoMakes } from '../http/who-makes.ts';
import type { StreamOpened } from '../live/streams.ts';
import { ProblemError } from '../problem.ts';

const run = Type.Optional(RunId);
const Query = Type.Object({ run, lastEventId: Type.Optional(StreamId) });
const Asked = Type.Object({ run, after: StreamId });
const Events = Type.String({
  description: 'text/event-stream: each event’s name and data as a StreamMessage',
});

const config = { access: 'runs:read', isRepeated: true } as const;

/** What happens to runs, as it happens: to those who listen, and to those who ask again and again. */
export function streamRoutes(app: App, context: Context): void {
  app.get(
    '/v1/stream',
    // A head alone would never end.
    {
      config,
      exposeHeadRoute: false,
      schema: { querystring: Query, response: { 200: Events }, produces: ['text/event-stream'] },
    },
    async (request, reply) => {
      const { run = null, lastEventId } = request.query;
      const lastId = lastIdOf(request.headers['last-event-id']) ?? lastEventId ?? null;
      const opened = await openStream(context, { request, reply, run, lastId });
      if (opened.kind !== 'open') throw refusal(opened);
      return reply;
    },
  );
  app.get(
    '/v1/changes',
    { config, schema: { querystring: Asked, response: { 200: Changes } } },
    async (request, reply) => {
      const { orgId } = whoAsks(request);
      const { after, run = null } = request.query;
      return reply
        .headers({ 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' })
        .send(context.feeds.changes({ orgId, after, run }) as never);
    },
  );
  app.addHook('onClose', async () => {
    context.streams.end();
    context.feeds.end();
  });
}

/** One that cannot be ours is not known either. */
function lastIdOf(header: string | readonly string[] | undefined): string | null {
  return typeof header === 'string' && header !== '' ? header.slice(0, 200) : null;
}

interface Opening {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly run: string | null;
  readonly lastId: string | null;
}

async function openStream(context: Context, { request, reply, run, lastId }: Opening): Promise<StreamOpened> {
  const who = whoMakes(request);
  const holder = who.kind === 'person' ? `person ${who.userId}` : `token ${who.tokenId}`;
  const credential = tokenOf(request) ?? cookieOf(request, sessionCookie) ?? '';
  const { orgId } = who;
  return context.streams.open({
    feed: context.feeds.of(orgId),
    ...{ orgId, holder, run, lastId },
    standing: standingOf(context, { kind: who.kind, credential, orgId, seenMs: request.holderSeenMs }),
    take: () => {
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value);
      // Fastify hears of the end of an answer that it sent itself, and of no other.
      reply.raw.once('close', () => {
        logRequest(request, reply);
        measureEnd(context.metrics.requests, request, reply);
      });
      return reply.raw;
    },
  });
}

function refusal(opened: Exclude<StreamOpened, { kind: 'open' }>): ProblemError {
  if (opened.kind === 'ending')
    return new ProblemError({
      status: 503,
      code: 'unavailable',
      detail: 'The coordinator is about to end. Ask again.',
      headers: { 'retry-after': '2' },
    });
  const whose = opened.whose === 'holder' ? 'You have' : 'Your organization has';
  return new ProblemError({
    status: 429,
    code: 'too_many_streams',
    detail: `${whose} ${opened.most} streams open already, which is the most of this instance. Close one, or ask /v1/changes from time to time.`,
    headers: { 'retry-after': '30' },
  });
}
