import { ProblemError } from '../problem.ts';
import { isDeeperThan } from '../services/depth.ts';
import type { App } from './app.ts';
import { limits } from './limits.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How deeply a body may be nested; without it, as everywhere. */
    readonly jsonDepth?: number;
  }
}

/** JSON that is nested no deeper than makes sense: checking, redacting and writing it again take a stack frame a level. */
export function limitDepth(app: App): void {
  app.addHook('preValidation', async ({ body, routeOptions }) => {
    const most = routeOptions.config.jsonDepth ?? limits.jsonDepth;
    if (!isJson(body) || !isDeeperThan(body, most)) return;
    throw new ProblemError({
      status: 422,
      code: 'too_deep',
      detail: `The body is nested more than ${most} levels deep. Send it flatter, or as text.`,
    });
  });
}

/** Bodies that nobody parsed are streams or bytes. */
function isJson(body: unknown): boolean {
  return Array.isArray(body) || (typeof body === 'object' && body?.constructor === Object);
}
