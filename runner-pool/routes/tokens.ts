import { Type } from 'typebox';
import { ApiToken, MadeApiToken, NewApiToken, TokenId } from '../../contract/api-token.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { defaultLimit, PageQuery, pageOf, placeOf } from '../http/page.ts';
import { quotaProblem } from '../http/quota-problem.ts';
import { whoMakes } from '../http/who-makes.ts';
import { wrongInput } from '../http/wrong-input.ts';
import { notFound, ProblemError } from '../problem.ts';
import { apiToken, apiTokens, endApiToken, makeApiToken, type TokenMade } from '../services/api-tokens.ts';

const access = { access: 'tokens:write' } as const;
const Params = Type.Object({ token: TokenId });
const Tokens = Type.Object({
  items: Type.Array(ApiToken),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});

/** API tokens of an organization. One is never changed, only made and revoked. */
export function tokenRoutes(app: App, context: Context): void {
  readRoutes(app, context);
  writeRoutes(app, context);
}

function readRoutes(app: App, context: Context): void {
  app.get(
    '/v1/tokens',
    { config: access, schema: { querystring: PageQuery, response: { 200: Tokens } } },
    async (request) => {
      const { orgId } = whoMakes(request);
      const limit = request.query.limit ?? defaultLimit;
      const rows = await apiTokens(context, { orgId, after: placeOf(request.query), limit });
      return pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
    },
  );
  app.get(
    '/v1/tokens/:token',
    { config: access, schema: { params: Params, response: { 200: ApiToken } } },
    async (request) => {
      const found = await apiToken(context, whoMakes(request).orgId, request.params.token);
      if (found === null) throw notFound();
      return found;
    },
  );
}

function writeRoutes(app: App, context: Context): void {
  app.post(
    '/v1/tokens',
    { config: access, schema: { body: NewApiToken, response: { 201: MadeApiToken } } },
    async (request, reply) => {
      const made = await makeApiToken(context, whoMakes(request), request.body);
      if (made.kind !== 'made') throw refusal(made, request.body);
      return reply.code(201).header('cache-control', 'no-store').send(made.token);
    },
  );
  app.delete(
    '/v1/tokens/:token',
    { config: access, schema: { params: Params, response: { 204: Type.Null() } } },
    async (request, reply) => {
      if (!(await endApiToken(context, whoMakes(request).orgId, request.params.token))) throw notFound();
      return reply.code(204).send(null);
    },
  );
}

function refusal(made: Exclude<TokenMade, { kind: 'made' }>, wanted: NewApiToken): ProblemError {
  switch (made.kind) {
    case 'beyond your scopes':
      return new ProblemError({
        status: 403,
        code: 'beyond_your_scopes',
        detail: `You do not have ${made.scopes.join(', ')} yourself, so a token of yours cannot.`,
      });
    case 'no time':
      return badExpiry(`expiresAt is ${wanted.expiresAt}, which is no time: there is no such day or hour.`);
    case 'bad expiry':
      return badExpiry(
        `expiresAt is ${wanted.expiresAt}: it must be in the future, and at latest ${made.latest}, which is a year from now or the end of the token that makes it.`,
      );
    case 'quota exceeded':
      return quotaProblem(made);
    default:
      return made satisfies never;
  }
}

const badExpiry = (detail: string): ProblemError =>
  wrongInput('bad_expiry', [{ in: 'body', pointer: '/expiresAt', detail }]);
