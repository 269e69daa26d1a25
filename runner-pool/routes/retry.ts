import { Type } from 'typebox';
import { RunId } from '../../contract/admission.ts';
import { RunRetry } from '../../contract/run-retry.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { whoAsks } from '../http/guard-routes.ts';
import { notFound, ProblemError } from '../problem.ts';
import { askRetry } from '../services/ask-retry.ts';

const config = { access: 'runs:control' } as const;

/** Has a run that ended badly run again, once. */
export function retryRoutes(app: App, context: Context): void {
  app.post(
    '/v1/runs/:run/retry',
    { config, schema: { params: Type.Object({ run: RunId }), response: { 200: RunRetry, 202: RunRetry } } },
    async (request, reply) => {
      const { run } = request.params;
      const asked = await askRetry(context, whoAsks(request).orgId, run);
      if (asked.kind === 'no app') throw noApp(run);
      if (asked.kind === 'unknown') throw notFound();
      if (asked.kind === 'refused')
        throw new ProblemError({
          status: 409,
          code: 'not_retryable',
          detail: `Run ${run} is ${asked.state}: only one that ended without success can be run again.`,
          more: { state: asked.state },
        });
      const { kind: _kind, ...retry } = asked;
      return reply.code(retry.state === 'queued' ? 202 : 200).send(retry);
    },
  );
}

function noApp(run: string): ProblemError {
  const missing = ['GITHUB_APP_ID', 'GITHUB_APP_PRIVATE_KEY'];
  return new ProblemError({
    status: 409,
    code: 'github_app_off',
    detail: `Run ${run} is run again through a GitHub App, and none is configured: set ${missing.join(' and ')}, or re-run the workflow on GitHub.`,
    more: { missing },
  });
}
