import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../world.ts';
import { callArtifactService, type Fields } from './artifact-service.ts';
import { findBlob, isSigned } from './blob-url.ts';

const SERVICE = '/twirp/github.actions.results.api.v1.ArtifactService/';

/** The results service of a runner, and the blob store behind it (the few calls the Azure client makes). */
export function registerArtifactRoutes(app: FastifyInstance, world: World): void {
  app.post<{ Params: { method: string } }>(
    `${SERVICE}:method`,
    { config: { route: 'artifacts/service' } },
    async (request, reply) => {
      const token = (request.headers.authorization ?? '').replace(/^Bearer /i, '');
      const fields = (request.body ?? {}) as Fields;
      const { status, body } = callArtifactService(world, { method: request.params.method, token, fields });
      return reply.code(status).send(body);
    },
  );
  app.put('/blobs/actions-results/:id', { config: { route: 'artifacts/upload' } }, async (request, reply) =>
    putBlob(world, request, reply),
  );
  app.get('/blobs/actions-results/:id', { config: { route: 'artifacts/download' } }, async (request, reply) =>
    getBlob(world, request, reply),
  );
}

async function putBlob(world: World, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id } = request.params as { id: string };
  const query = request.query as Record<string, string | undefined>;
  const artifact = findBlob(world, id);
  if (artifact === null || !isSigned(id, query, 'upload'))
    return blobError(reply, 403, 'AuthenticationFailed');
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (query['comp'] === 'block') artifact.blocks.set(query['blockid'] ?? '', bytes);
  else if (query['comp'] === 'blocklist') {
    const names = [...bytes.toString().matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]*)</g)].map(
      (match) => match[1] ?? '',
    );
    if (names.some((name) => !artifact.blocks.has(name))) return blobError(reply, 400, 'InvalidBlockList');
    artifact.content = Buffer.concat(names.map((name) => artifact.blocks.get(name) ?? Buffer.alloc(0)));
  } else if (request.headers['x-ms-blob-type'] === 'BlockBlob') artifact.content = bytes;
  else return blobError(reply, 400, 'MissingRequiredHeader');
  const headers = {
    etag: `"${id}"`,
    'last-modified': new Date().toUTCString(),
    'x-ms-version': '2025-01-05',
  };
  return reply.code(201).headers(headers).send('');
}

async function getBlob(world: World, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id } = request.params as { id: string };
  const artifact = findBlob(world, id);
  const signed = isSigned(id, request.query as Record<string, unknown>, 'download');
  if (artifact?.content == null || !signed) return blobError(reply, 403, 'AuthenticationFailed');
  const zipped = artifact.mimeType === 'application/zip';
  const fileName = zipped ? `${artifact.name}.zip` : artifact.name;
  return reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    .type(artifact.mimeType)
    .send(artifact.content);
}

function blobError(reply: FastifyReply, status: number, code: string): FastifyReply {
  const xml = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return reply.code(status).header('x-ms-error-code', code).type('application/xml').send(xml);
}
