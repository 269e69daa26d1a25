import { Type } from 'typebox';
import { RunId } from '../../contract/admission.ts';
import { EventChunk, HistoryRun } from '../../contract/history.ts';
import { HistoryPage } from '../../contract/stream.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { blobBytes } from '../http/blob-bytes.ts';
import { whoAsks } from '../http/guard-routes.ts';
import { journalRemoved } from '../http/journal-removed.ts';
import { cursorOf, PageQuery, placeOf } from '../http/page.ts';
import { notFound } from '../problem.ts';
import { historyPart, historyRun } from '../services/history.ts';
import { historyBody, historyChunk } from '../services/history-events.ts';

const { cursor } = PageQuery.properties;
const Params = Type.Object({ run: RunId });
const ChunkParams = Type.Object({ run: RunId, chunk: Type.Integer({ minimum: 1, maximum: 100_000 }) });
const BodyParams = Type.Object({ run: RunId, seq: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) });
const Body = Type.Unknown({ description: 'All of the event’s data' });

const config = { access: 'runs:read' } as const;
const headers = { 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' };

/** The history in the form in which `export` publishes it: the dashboard reads either. */
export function historyRoutes(app: App, context: Context): void {
  app.get(
    '/v1/history',
    { config, schema: { querystring: Type.Object({ cursor }), response: { 200: HistoryPage } } },
    async (request, reply) => {
      const { orgId } = whoAsks(request);
      const feed = context.feeds.of(orgId);
      await feed.ready();
      // Before the runs are read: what changes while they are is told after it.
      const streamId = feed.ring.id();
      const { shard, last } = await historyPart(context, { orgId, after: placeOf(request.query) });
      const nextCursor = last === null ? null : cursorOf(last);
      return reply.headers(headers).send(JSON.stringify({ shard, nextCursor, streamId }) as never);
    },
  );
  app.get(
    '/v1/history/runs/:run/run.json',
    { config, schema: { params: Params, response: { 200: HistoryRun } } },
    async (request, reply) => {
      const run = await historyRun(context, whoAsks(request).orgId, request.params.run);
      if (run === null) throw notFound();
      return reply.headers(headers).send(JSON.stringify(run) as never);
    },
  );
  journalRoutes(app, context);
}

function journalRoutes(app: App, context: Context): void {
  app.get(
    '/v1/history/runs/:run/events-:chunk.json',
    { config, schema: { params: ChunkParams, response: { 200: EventChunk } } },
    async (request, reply) => {
      const { run: runId, chunk } = request.params;
      const read = await historyChunk(context, { orgId: whoAsks(request).orgId, runId, chunk });
      if (read.kind === 'unknown') throw notFound();
      if (read.kind === 'removed') throw journalRemoved();
      return reply.headers(headers).send(`{"version":1,"events":[${read.events.join(',')}]}` as never);
    },
  );
  app.get(
    '/v1/history/runs/:run/body-:seq.json',
    { config, schema: { params: BodyParams, response: { 200: Body } } },
    async (request, reply) => {
      const { run: runId, seq } = request.params;
      const read = await historyBody(context, { orgId: whoAsks(request).orgId, runId, seq });
      if (read.kind === 'unknown') throw notFound();
      if (read.kind === 'removed') throw journalRemoved();
      void reply.headers(headers);
      if (read.kind === 'text') return reply.send(read.text);
      const { bytes } = read.blob;
      void reply.header('content-length', bytes);
      return reply.send(await blobBytes(read.blob, request.method === 'HEAD' ? 0 : bytes));
    },
  );
}
