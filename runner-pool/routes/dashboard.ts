import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../http/app.ts';
import { isAmong } from '../http/byte-range.ts';
import type { Dashboard } from '../http/dashboard-page.ts';
import { notFound } from '../problem.ts';

const config = { access: 'public' } as const;
const schema = { hide: true };
const yearMs = 31_536_000_000;

/** The dashboard's files; the page itself is at `/` (routes/root.ts). All of it is public: it holds no data. */
export function dashboardRoutes(app: App, { files, assets }: Dashboard): void {
  app.get('/assets/:file', { config, schema }, async (request, reply) => {
    const { file } = request.params as { readonly file: string };
    if (!assets.includes(file)) throw notFound();
    return reply.sendFile(`assets/${file}`, { maxAge: yearMs, immutable: true });
  });
  for (const file of files)
    app.get(`/${file}`, { config, schema }, async (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(file, { cacheControl: false }),
    );
}

/** The page, which is looked up anew each time. */
export async function sendPage(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  { page, tag, policy }: Dashboard,
): Promise<FastifyReply> {
  reply.headers({ etag: tag, 'cache-control': 'no-cache', 'content-security-policy': policy });
  if (isAmong(tag, headers['if-none-match'])) return reply.code(304).send();
  return reply.type('text/html; charset=utf-8').send(page);
}
