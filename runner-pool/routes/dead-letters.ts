import { Type } from 'typebox';
import {
  DeadLetter,
  DeadLetterFilter,
  DeadLetterPage,
  DeadLettersRetried,
  RetryDeadLetters,
} from '../../contract/dead-letter.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { whoAsks } from '../http/guard-routes.ts';
import { momentOf } from '../http/moment.ts';
import { PageQuery } from '../http/page.ts';
import { notFound } from '../problem.ts';
import {
  deadLetter,
  deadLetters,
  dropDeadLetter,
  retryDeadLetter,
  retryDeadLetters,
} from '../services/dead-letters.ts';

const config = { access: 'dead-letters:write' } as const;
const Named = Type.Object({ letter: Type.String({ pattern: '^[A-Za-z0-9_-]{1,80}$' }) });
const ListQuery = Type.Object({ ...PageQuery.properties, ...DeadLetterFilter.properties });

/** What could not be done: look at it, have it done again, drop it. */
export function deadLetterRoutes(app: App, context: Context): void {
  app.get(
    '/v1/dead-letters',
    { config, schema: { querystring: ListQuery, response: { 200: DeadLetterPage } } },
    async (request) => {
      const { items, nextCursor } = await deadLetters(context, whoAsks(request).orgId, timed(request.query));
      return { items: [...items], nextCursor };
    },
  );
  app.get(
    '/v1/dead-letters/:letter',
    { config, schema: { params: Named, response: { 200: DeadLetter } } },
    async (request) => found(await deadLetter(context, whoAsks(request).orgId, request.params.letter)),
  );
  app.post(
    '/v1/dead-letters/retry',
    { config, schema: { body: RetryDeadLetters, response: { 202: DeadLettersRetried } } },
    async (request, reply) =>
      reply
        .code(202)
        .send(
          await retryDeadLetters(
            context,
            whoAsks(request).orgId,
            timed(request.body.filter, { in: 'body', pointer: '/filter/since' }),
          ),
        ),
  );
  app.post(
    '/v1/dead-letters/:letter/retry',
    { config, schema: { params: Named, response: { 202: DeadLetter } } },
    async (request, reply) =>
      reply
        .code(202)
        .send(found(await retryDeadLetter(context, whoAsks(request).orgId, request.params.letter))),
  );
  app.delete(
    '/v1/dead-letters/:letter',
    { config, schema: { params: Named, response: { 204: Type.Null() } } },
    async (request, reply) => {
      if (!(await dropDeadLetter(context, whoAsks(request).orgId, request.params.letter))) throw notFound();
      return reply.code(204).send(null);
    },
  );
}

/** With its time as the database takes it. */
function timed<Filter extends DeadLetterFilter>(
  filter: Filter,
  where?: Parameters<typeof momentOf>[2],
): Filter {
  const since = momentOf('since', filter.since, where);
  return since === undefined ? filter : { ...filter, since };
}

function found(letter: DeadLetter | null): DeadLetter {
  if (letter === null) throw notFound();
  return letter;
}
