import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { ProblemError } from '../problem.ts';
import { type IncomingDelivery, mostBodyBytes } from '../services/deliveries/read-signed.ts';
import { digestOf } from '../services/deliveries/signature.ts';
import {
  createDeliveryIntake,
  type ReceiveDelivery,
  type ReceivedDelivery,
} from '../services/receive-delivery.ts';

const Taken = Type.Object({ status: Type.Union([Type.Literal('stored'), Type.Literal('duplicate')]) });
/** No browser reads the answer, and the headers for browsers take as long as to check a signature. */
const signed = { config: { access: 'signed' }, schema: { response: { 202: Taken } }, helmet: false } as const;
const form = 'application/x-www-form-urlencoded';

/** Where GitHub delivers webhooks. What is to be done about one is done by the queue. */
export function webhookRoutes(app: App, { config, database, tasks, log }: Context): void {
  const secrets = config.github.webhookSecrets;
  if (secrets.length === 0)
    log.warn(
      `Webhooks are off: GITHUB_WEBHOOK_SECRET is not set. ${
        config.github.app === null
          ? 'Nor is a GitHub App (GITHUB_APP_ID), so nothing is learned from GitHub.'
          : 'What they would tell is found out later.'
      }`,
    );
  const receive = createDeliveryIntake({ database, secrets, nudge: () => tasks.nudge() });
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The raw bytes: they are what is signed.
    scope.addContentTypeParser(['application/json', form], (_request, body, done) => done(null, body));
    scope.post('/webhooks/github', signed, async (request, reply) => {
      if (secrets.length === 0) throw webhooksOff();
      return answer(reply, await intake(receive, request.headers, request.body as Readable | undefined));
    });
  });
}

async function intake(
  receive: ReceiveDelivery,
  headers: IncomingHttpHeaders,
  body: Readable | undefined,
): Promise<ReceivedDelivery> {
  const digest = digestOf(headers['x-hub-signature-256']);
  if (digest === null) return { kind: 'not signed' };
  const delivery: Omit<IncomingDelivery, 'body'> = {
    id: named(headers, 'x-github-delivery', /^[A-Za-z0-9-]{1,100}$/),
    event: named(headers, 'x-github-event', /^[a-z0-9_]{1,100}$/),
    isForm: (headers['content-type'] ?? '').toLowerCase().startsWith(form),
    digest,
    contentBytes: headers['content-length'] === undefined ? null : Number(headers['content-length']),
  };
  return body === undefined ? { kind: 'no payload' } : receive({ ...delivery, body });
}

function named(headers: IncomingHttpHeaders, name: string, pattern: RegExp): string {
  const value = headers[name];
  if (typeof value === 'string' && pattern.test(value)) return value;
  const said = value === undefined ? 'is missing' : `is ${JSON.stringify(String(value).slice(0, 40))}`;
  throw refusal(400, 'bad_delivery', `The header ${name} ${said}; GitHub sends it with every delivery.`);
}

async function answer(reply: FastifyReply, received: ReceivedDelivery): Promise<FastifyReply> {
  switch (received.kind) {
    case 'stored':
    case 'duplicate':
      return reply.code(202).send({ status: received.kind });
    case 'not signed':
      throw refusal(
        401,
        'bad_signature',
        'X-Hub-Signature-256 is missing, or is not the signature of this body. Give the webhook on GitHub the secret that is in GITHUB_WEBHOOK_SECRET.',
      );
    case 'too large':
      throw refusal(413, 'too_large', `The body is larger than ${mostBodyBytes} bytes, GitHub's own limit.`);
    case 'broken off':
      throw refusal(400, 'broken_off', 'The body ended early, or took longer than GitHub would wait.');
    case 'no room':
      throw new ProblemError({
        status: 503,
        code: 'busy',
        detail: 'Too much is arriving at once. Nothing was stored; it is asked for again by itself.',
        headers: { 'retry-after': '10', connection: 'close' },
      });
    case 'no payload':
      throw refusal(
        400,
        'bad_delivery',
        'The body is not a JSON object (nor a form that has one in `payload`).',
      );
    default:
      return received satisfies never;
  }
}

/** The rest of a refused body is not read. */
function refusal(status: number, code: string, detail: string): ProblemError {
  return new ProblemError({ status, code, detail, headers: { connection: 'close' } });
}

function webhooksOff(): ProblemError {
  return refusal(
    404,
    'webhooks_off',
    'Webhooks are off: GITHUB_WEBHOOK_SECRET is not set, so nothing that arrives could be trusted. Set it to the secret of the webhook on GitHub, and start again.',
  );
}
