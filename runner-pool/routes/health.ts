import { Type } from 'typebox';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { createReadiness } from '../operation/health.ts';

const config = { access: 'public' } as const;
const Live = Type.Object({ status: Type.Literal('live') });
const Ready = Type.Object({
  status: Type.Union([Type.Literal('ready'), Type.Literal('not ready')]),
  checks: Type.Array(
    Type.Object({
      name: Type.String(),
      ok: Type.Boolean(),
      why: Type.Union([Type.String(), Type.Null()]),
      ms: Type.Integer({ minimum: 0 }),
    }),
  ),
});

/** Whether the process is there, and whether it can do its work. */
export function healthRoutes(app: App, context: Context): void {
  const readiness = createReadiness(context);
  app.get('/health/live', { config, schema: { response: { 200: Live } } }, async () => ({
    status: 'live' as const,
  }));
  app.get('/health/ready', { config, schema: { response: { 200: Ready, 503: Ready } } }, async (_, reply) => {
    const { isReady, checks } = await readiness();
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: isReady ? 'ready' : 'not ready', checks: [...checks] });
  });
}
