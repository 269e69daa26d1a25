import { Type } from 'typebox';
import { RunId } from '../../contract/admission.ts';
import { EventPage } from '../../contract/event-view.ts';
import { EventBatch, EventsAcknowledged } from '../../contract/run-protocol.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { takeEventBodies } from '../http/event-bodies.ts';
import { whoAsks } from '../http/guard-routes.ts';
import { journalRemoved } from '../http/journal-removed.ts';
import { notFound, ProblemError } from '../problem.ts';
import { readEvents } from '../services/read-events.ts';
import { type BatchStored, storeEvents } from '../services/store-events.ts';

const Params = Type.Object({ run: RunId });
const Query = Type.Object({
  after: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'Begin after this seq' }),
  ),
  cursor: Type.Optional(Type.String({ pattern: '^\\d{1,9}$' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  type: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'One type, or with a dot at its end all that begin so',
    }),
  ),
});

/** A run's journal: what it sends, and what is shown of it. */
export function eventRoutes(app: App, context: Context): void {
  app.get(
    '/v1/runs/:run/events',
    {
      config: { access: 'runs:read' },
      schema: { params: Params, querystring: Query, response: { 200: EventPage } },
    },
    async (request, reply) => {
      const { orgId } = whoAsks(request);
      const { cursor, after = Number(cursor ?? 0), limit = 100, type = null } = request.query;
      const read = await readEvents(context, { orgId, runId: request.params.run, after, limit, type });
      if (read.kind === 'unknown') throw notFound();
      if (read.kind === 'removed') throw journalRemoved();
      const { items, nextAfter } = read;
      const nextCursor = nextAfter === null ? 'null' : `"${nextAfter}"`;
      return reply
        .type('application/json')
        .send(`{"items":[${items.join(',')}],"nextCursor":${nextCursor}}` as never);
    },
  );
  // In a scope of its own, since it takes bodies that no other route does.
  app.register(async (scope: App) => {
    scope.removeContentTypeParser('application/json');
    takeEventBodies(scope);
    takeEvents(scope, context);
  });
}

function takeEvents(app: App, context: Context): void {
  app.post(
    '/v1/runs/:run/events',
    {
      // An event says itself how deep it may be.
      config: { access: 'run', jsonDepth: 1_000 },
      schema: { params: Params, body: EventBatch, response: { 200: EventsAcknowledged } },
    },
    async (request) => {
      const { orgId } = whoAsks(request);
      const runId = request.params.run;
      const outcome = await storeEvents(context, { orgId, runId, events: request.body.events });
      if (outcome.kind !== 'stored') throw refusal(outcome);
      if (outcome.differing > 0)
        request.log.warn({ runId, events: outcome.differing }, 'events came again with other bodies');
      return { acknowledgedSeq: outcome.acknowledgedSeq };
    },
  );
}

function refusal(outcome: Exclude<BatchStored, { kind: 'stored' }>): ProblemError {
  switch (outcome.kind) {
    case 'unknown':
      return notFound();
    case 'faulty':
      return new ProblemError({ status: 422, code: outcome.code, detail: outcome.detail });
    case 'cut': {
      const { reason, acknowledgedSeq, quota } = outcome;
      return new ProblemError({
        status: 413,
        code: 'event_limit',
        detail: `${reason} Nothing more of it is stored.`,
        more: { acknowledgedSeq, ...(quota && { ...quota, name: undefined, quota: quota.name }) },
      });
    }
    case 'blob store away':
      return new ProblemError({
        status: 503,
        code: 'unavailable',
        detail: `${outcome.reason}. Nothing was stored; send the batch again.`,
        headers: { 'retry-after': '5' },
      });
    case 'archived':
      return new ProblemError({
        status: 409,
        code: 'journal_archived',
        detail: 'The run’s journal was archived and takes no more events.',
      });
    default:
      return outcome satisfies never;
  }
}
