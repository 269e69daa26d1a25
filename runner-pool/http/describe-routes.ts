import swagger from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import { Type } from 'typebox';
import { Problem } from '../../contract/problem.ts';
import type { Access } from '../auth/access.ts';
import type { Config } from '../config.ts';
import type { App } from './app.ts';

const bearer = (description: string): object => ({ type: 'http', scheme: 'bearer', description });
const refusal = {
  description: 'A refusal or fault',
  content: { 'application/problem+json': { schema: Problem } },
};

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
      components: { securitySchemes: securitySchemes as never },
    },
    // Every refusal has one shape, on every route.
    transform: ({ schema, url, route }) => ({
      url,
      schema: described(schema ?? {}, route.config?.access ?? 'public'),
    }),
  });
}

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

function described(schema: FastifySchema, access: Access): FastifySchema {
  const response = { ...(schema.response as object), default: refusal };
  return { ...schema, response, security: security(access) } as FastifySchema;
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
