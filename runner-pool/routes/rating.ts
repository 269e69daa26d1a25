import { Type } from 'typebox';
import { RunId } from '../../contract/admission.ts';
import { RunRating } from '../../contract/rating.ts';
import { RunView } from '../../contract/run-view.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { whoMakes } from '../http/who-makes.ts';
import { notFound, ProblemError } from '../problem.ts';
import { rateRun } from '../services/rate-run.ts';

const config = { access: 'runs:control' } as const;

/** What people think of runs. */
export function ratingRoutes(app: App, context: Context): void {
  app.put(
    '/v1/runs/:run/rating',
    {
      config,
      schema: { params: Type.Object({ run: RunId }), body: RunRating, response: { 200: RunView } },
    },
    async (request) => {
      const { orgId, userId } = whoMakes(request);
      const { rating } = request.body;
      const rated = await rateRun(context, { orgId, userId, id: request.params.run, rating });
      if (rated.kind === 'unknown') throw notFound();
      if (rated.kind === 'nobody')
        throw new ProblemError({
          status: 403,
          code: 'not_a_person',
          detail:
            'People rate runs, and this token acts for none. Log in at /login, or by `POST /login/device`.',
        });
      return rated.run;
    },
  );
}
