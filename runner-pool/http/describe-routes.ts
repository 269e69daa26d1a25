import swagger from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import { Type } from 'typebox';
import { Problem } from '../../contract/problem.ts';
import type { Access } from '../auth/access.ts';
import type { Config } from '../config.ts';
import { titleOf } from '../problem.ts';
import type { App } from './app.ts';
import { bodyExamples } from './body-examples.ts';
import { type Operation, operations, tags } from './operations.ts';

const bearer = (description: string): object => ({ type: 'http', scheme: 'bearer', description });
const refusal = (description: string): object => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
});

/** /openapi.json, out of the same schemas that check what comes and goes. */
export async function describeRoutes(app: App, config: Config, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Claude Orchestrator',
        version,
        description: 'Remembers across runs, and shares budgets.',
      },
      servers: [{ url: config.http.publicUrl }],
      tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
      components: { securitySchemes: securitySchemes as never },
    },
    // Every refusal has one shape, on every route.
    transform: ({ schema, url, route }) => ({
      url,
      schema: isHidden(schema)
        ? schema
        : described(schema ?? {}, {
            name: `${[route.method].flat()[0]} ${url}`,
            access: route.config?.access ?? 'public',
          }),
    }),
  });
}

/** Files of the dashboard are no part of the API. */
const isHidden = (schema: FastifySchema): boolean => 'hide' in schema && schema.hide === true;

/** After all routes. */
export function openApiRoute(app: App): void {
  const schema = { response: { 200: Type.Unsafe<object>({ type: 'object', additionalProperties: true }) } };
  app.get('/openapi.json', { config: { access: 'public' }, schema }, async () => app.swagger());
}

const securitySchemes = {
  token: bearer('An API token (co_…), with the scope that the operation names'),
  job: bearer('The OIDC token of a job on GitHub, for the audience of this coordinator'),
  run: bearer('The token of the run in the path, from its admission'),
  session: { type: 'apiKey', in: 'cookie', name: '__Host-session', description: 'A login at /login' },
  signature: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Hub-Signature-256',
    description: 'HMAC of the body, with the secret of the webhook',
  },
};

interface Route {
  /** `GET /v1/runs/:run` */
  readonly name: string;
  readonly access: Access;
}

function described(schema: FastifySchema, route: Route): FastifySchema {
  const { tag, summary, description, problems = [] } = operationOf(route.name);
  const refusals = [...usualProblems(schema, route), ...problems].sort((a, b) => a - b);
  const response = {
    ...Object.fromEntries(refusals.map((status) => [status, refusal(titleOf(status))])),
    ...(schema.response as object),
    default: refusal('Any other refusal or fault'),
  };
  const example = bodyExamples[route.name];
  const body = example === undefined ? {} : { body: { ...(schema.body as object), examples: [example] } };
  const texts = { summary, description, tags: [tag] };
  return { ...schema, ...body, ...texts, response, security: security(route.access) } as FastifySchema;
}

function operationOf(name: string): Operation {
  const found = operations[name];
  if (found === undefined) throw new Error(`Say in http/operations.ts what ${name} is for`);
  return found;
}

/** What follows from who may ask, and from what is sent. */
function usualProblems({ body, params }: FastifySchema, { access }: Route): readonly number[] {
  if (access === 'signed') return [];
  const who = access === 'public' ? [] : [401, 403];
  const what = params === undefined ? [] : [404];
  return [...who, ...what, ...(body === undefined ? [] : [400, 413, 415]), 422, 429];
}

/** Alternatives, with the scope that a token needs. */
function security(access: Access): readonly Record<string, readonly string[]>[] {
  switch (access) {
    case 'public':
      return [];
    case 'signed':
      return [{ signature: [] }];
    case 'run':
      return [{ run: [] }];
    case 'admission':
      return [{ job: [] }, { token: ['runs:write'] }];
    case 'known':
      return [{ token: [] }, { session: [] }];
    default:
      return [{ token: [access] }, { session: [access] }];
  }
}
