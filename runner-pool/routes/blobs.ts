import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { blobBytes } from '../http/blob-bytes.ts';
import { isAmong, wantedRange } from '../http/byte-range.ts';
import { whoAsks } from '../http/guard-routes.ts';
import { notFound, ProblemError } from '../problem.ts';
import { type OpenedBlob, openBlob } from '../services/read-blob.ts';

const Params = Type.Object({ blob: Type.String({ pattern: '^[0-9a-f]{32,64}$' }) });

const Body = Type.Unknown({ description: 'The body as it was, or the part of it that was asked for' });
const answers = { 200: Body, 206: Body, 304: Type.Null() };

/** Bodies that are too large for an event: as they are, in ranges, and never as a page of ours. */
export function blobRoutes(app: App, context: Context): void {
  app.get(
    '/v1/blobs/:blob',
    { config: { access: 'runs:read' }, schema: { params: Params, response: answers } },
    async (request, reply) => {
      const id = request.params.blob;
      const blob = await openBlob(context, { orgId: whoAsks(request).orgId, id });
      if (blob === null) throw notFound();
      const tag = `"${id}"`;
      reply.headers({
        etag: tag,
        'accept-ranges': 'bytes',
        'cache-control': 'private, no-cache',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'content-disposition': `attachment; filename="${id}.${blob.mediaType === 'application/json' ? 'json' : 'ndjson'}"`,
      });
      if (isAmong(tag, request.headers['if-none-match'])) return reply.code(304).send(null);
      return sendBody(request, reply, { blob, tag });
    },
  );
}

async function sendBody(
  { headers, method }: FastifyRequest,
  reply: FastifyReply,
  { blob, tag }: { readonly blob: OpenedBlob; readonly tag: string },
): Promise<FastifyReply> {
  const { bytes, mediaType } = blob;
  // A range of something else than what the client has part of would be of no use to it.
  const isCurrent = headers['if-range'] === undefined || headers['if-range'] === tag;
  const range = isCurrent ? wantedRange(headers.range, bytes) : 'whole';
  if (range === 'none')
    throw new ProblemError({
      status: 416,
      code: 'range_not_satisfiable',
      detail: `The body has ${bytes} bytes, and the range begins after them.`,
      headers: { 'content-range': `bytes */${bytes}` },
    });
  const { start, end } = range === 'whole' ? { start: 0, end: bytes } : range;
  if (range !== 'whole') reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${bytes}`);
  reply.type(mediaType).header('content-length', end - start);
  return reply.send(method === 'HEAD' ? Readable.from([]) : await blobBytes(blob, end, start));
}
