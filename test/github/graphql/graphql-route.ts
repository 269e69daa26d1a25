import type { FastifyInstance } from 'fastify';
import { execute, GraphQLError, type GraphQLFieldResolver, parse, validate } from 'graphql';
import { authenticate } from '../http/authenticate.ts';
import { Problem } from '../http/problem.ts';
import type { World } from '../world.ts';
import { mutations } from './mutations.ts';
import { queries } from './queries.ts';
import { GraphqlRefusal } from './refusal.ts';
import { githubSchema } from './schema.ts';
import type { Viewer } from './viewer.ts';

interface GraphqlRequest {
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

type Answer = Readonly<Record<string, unknown>>;

/** GraphQL against GitHub's real schema: what does not validate there is refused here, and noted. */
export function registerGraphql(app: FastifyInstance, world: World): void {
  app.post('/api/graphql', { config: { route: 'graphql' } }, async (request, reply) => {
    const token = authenticate(world, request);
    if (token === null)
      throw new Problem(401, { message: 'This endpoint requires you to be authenticated.' });
    return reply.send(await answer({ world, token }, (request.body ?? {}) as GraphqlRequest));
  });
}

async function answer(viewer: Viewer, request: GraphqlRequest): Promise<Answer> {
  const { world } = viewer;
  const note = (errors: readonly GraphQLError[]): Answer => {
    world.violations.push(...errors.map((error) => `GraphQL: ${error.message}`));
    return { errors: errors.map((error) => error.toJSON()) };
  };
  const schema = await githubSchema();
  const document = parseOrError(request.query ?? '');
  if (document instanceof GraphQLError) return note([document]);
  const errors = validate(schema, document);
  if (errors.length > 0) return note(errors);
  const result = await execute({
    schema,
    document,
    variableValues: request.variables ?? {},
    operationName: request.operationName,
    rootValue: { ...queries(viewer), ...mutations(viewer) },
    contextValue: viewer,
    fieldResolver: resolveField,
  });
  if (result.errors === undefined) return { data: result.data };
  for (const error of result.errors) {
    if (!(error.originalError instanceof GraphqlRefusal)) world.violations.push(`GraphQL: ${error.message}`);
  }
  return { data: result.data ?? null, errors: result.errors.map(asGitHub) };
}

/** A field that we do not serve is an error, never a quiet null. */
const resolveField: GraphQLFieldResolver<unknown, Viewer> = (source, args, _viewer, info) => {
  const value = (source as Record<string, unknown>)[info.fieldName];
  if (value === undefined)
    throw new Error(`our GitHub does not serve ${info.parentType.name}.${info.fieldName}`);
  return typeof value === 'function' ? (value as (args: unknown) => unknown)(args) : value;
};

function parseOrError(text: string): ReturnType<typeof parse> | GraphQLError {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function asGitHub(error: GraphQLError): Answer {
  const { originalError } = error;
  const { message, path, locations } = error.toJSON();
  return originalError instanceof GraphqlRefusal
    ? { type: originalError.type, path, locations, message }
    : { path, locations, message };
}
