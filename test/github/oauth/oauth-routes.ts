import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../world.ts';
import { authorize } from './authorize.ts';
import { exchange } from './exchange.ts';
import type { OAuthAnswer } from './oauth-answer.ts';
import { startDevice } from './poll-device.ts';
import { readScopes } from './scopes.ts';

type Fields = Readonly<Record<string, string | undefined>>;

/** The pages and addresses that signing in with GitHub takes, in a browser and on a device. */
export function registerOAuthRoutes(app: FastifyInstance, world: World): void {
  const { oauth } = world;
  app.get('/login/oauth/authorize', { config: { route: 'oauth/authorize' } }, async (request, reply) => {
    const outcome = authorize(oauth, request.query as Fields);
    switch (outcome.kind) {
      case 'no such app':
        return reply.code(404).type('text/html').send('<h1>404</h1>');
      case 'sign in':
        return reply.redirect(`/login?return_to=${encodeURIComponent(request.url)}`);
      case 'redirect':
        return reply.redirect(outcome.to);
      default:
        return outcome satisfies never;
    }
  });
  app.get('/login', { config: { route: 'oauth/sign-in' } }, async (_, reply) =>
    reply.type('text/html').send('<h1>Sign in to GitHub</h1>'),
  );
  app.post('/login/oauth/access_token', { config: { route: 'oauth/access-token' } }, async (request, reply) =>
    send(request, reply, exchange(oauth, fieldsOf(request))),
  );
  app.post('/login/device/code', { config: { route: 'oauth/device-code' } }, async (request, reply) => {
    const fields = fieldsOf(request);
    const scopes = readScopes(fields['scope']);
    const from = { clientId: fields['client_id'], scopes, serverUrl: world.urls.server };
    const answer = startDevice(oauth, from);
    return answer === null ? reply.code(404).send({ error: 'Not Found' }) : send(request, reply, answer);
  });
}

/** A form, JSON, or the query: GitHub takes each. */
function fieldsOf(request: FastifyRequest): Fields {
  const { body } = request;
  const sent = Buffer.isBuffer(body)
    ? Object.fromEntries(new URLSearchParams(body.toString()))
    : (body ?? {});
  return { ...(request.query as Fields), ...(sent as Fields) };
}

/** JSON only for whoever asks for it. */
function send(request: FastifyRequest, reply: FastifyReply, answer: OAuthAnswer): FastifyReply {
  if (/\bjson\b/.test(request.headers.accept ?? '')) return reply.send(answer);
  const form = new URLSearchParams(
    Object.entries(answer).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return reply.type('application/x-www-form-urlencoded; charset=utf-8').send(form.toString());
}
