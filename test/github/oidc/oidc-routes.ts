import type { FastifyInstance, FastifyReply } from 'fastify';
import type { World } from '../world.ts';

/** The issuer's two public documents, and the address where a job asks for its token. */
export function registerOidcRoutes(app: FastifyInstance, { oidc }: World): void {
  app.get(
    '/.well-known/openid-configuration',
    { config: { route: 'oidc/configuration' } },
    async (_, reply) => {
      oidc.fetches.configuration += 1;
      return oidc.isDown ? unavailable(reply) : reply.send(configuration(oidc.issuer));
    },
  );
  app.get('/.well-known/jwks', { config: { route: 'oidc/jwks' } }, async (_, reply) => {
    oidc.fetches.jwks += 1;
    return oidc.isDown ? unavailable(reply) : reply.send({ keys: await oidc.publishedKeys() });
  });
  app.get<{ Params: { plan: string; job: string }; Querystring: { audience?: string } }>(
    '/_apis/plans/:plan/jobs/:job/idtoken',
    { config: { route: 'oidc/id-token' } },
    async (request, reply) => {
      const bearer = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const value = await oidc.issue(bearer, request.params.plan, request.query.audience);
      if (value === null) return reply.code(401).send({ message: 'Not authorized' });
      return reply.send({ count: value.length, value });
    },
  );
}

function configuration(issuer: string): Record<string, unknown> {
  return {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks`,
    subject_types_supported: ['public', 'pairwise'],
    response_types_supported: ['id_token'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  };
}

function unavailable(reply: FastifyReply): FastifyReply {
  return reply.code(503).type('text/html').send('<h1>Service Unavailable</h1>');
}
