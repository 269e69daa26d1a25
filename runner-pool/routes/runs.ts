import { Type } from 'typebox';
import { RunId, Subject } from '../../contract/admission.ts';
import { Moment } from '../../contract/moment.ts';
import { RunState } from '../../contract/run-state.ts';
import { RunList, RunView } from '../../contract/run-view.ts';
import { Task } from '../../contract/task.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { momentOf } from '../http/moment.ts';
import { defaultLimit, PageQuery, pageOf, placeOf } from '../http/page.ts';
import { whoMakes } from '../http/who-makes.ts';
import { notFound, ProblemError } from '../problem.ts';
import { cancelRun } from '../services/cancel-run.ts';
import { run, runs } from '../services/runs.ts';

const Params = Type.Object({ run: RunId });
const Query = Type.Object({
  ...PageQuery.properties,
  repository: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
  subject: Type.Optional(Subject),
  session: Type.Optional(RunId),
  state: Type.Optional(RunState),
  task: Type.Optional(Task),
  actor: Type.Optional(Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\x00-\\x1f\\x7f]*$' })),
  since: Type.Optional(Moment),
  until: Type.Optional(Moment),
});
const Cancelling = Type.Union([
  Type.Null(),
  Type.Object(
    { reason: Type.Optional(Type.String({ maxLength: 300, pattern: '^[^\\x00-\\x1f\\x7f]*$' })) },
    { additionalProperties: false },
  ),
]);

/** The history of runs, and their end by hand. */
export function runRoutes(app: App, context: Context): void {
  app.get(
    '/v1/runs',
    { config: { access: 'runs:read' }, schema: { querystring: Query, response: { 200: RunList } } },
    async (request) => {
      const { orgId } = whoMakes(request);
      const { repository, session, subject, state, task, actor, since, until } = request.query;
      const limit = request.query.limit ?? defaultLimit;
      const times = { since: momentOf('since', since), until: momentOf('until', until) };
      const filter = { repositoryId: repository, sessionId: session, subject, state, task, actor, ...times };
      const rows = await runs(context, { orgId, filter, after: placeOf(request.query), limit });
      return pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
    },
  );
  app.get(
    '/v1/runs/:run',
    { config: { access: 'runs:read' }, schema: { params: Params, response: { 200: RunView } } },
    async (request) => {
      const { orgId, userId } = whoMakes(request);
      const found = await run(context, { orgId, id: request.params.run, userId });
      if (found === null) throw notFound();
      return found;
    },
  );
  app.post(
    '/v1/runs/:run/cancel',
    {
      config: { access: 'runs:control' },
      schema: { params: Params, body: Cancelling, response: { 200: RunView } },
    },
    async (request) => {
      const who = whoMakes(request);
      const runId = request.params.run;
      const by = who.kind === 'person' ? who.login : 'an API token';
      const why = request.body?.reason === undefined ? '.' : `: ${request.body.reason}`;
      const outcome = await cancelRun(context, {
        orgId: who.orgId,
        runId,
        reason: `Cancelled by ${by}${why}`,
      });
      if (outcome.kind === 'over') throw runOver(runId, outcome.state);
      const found = outcome.kind === 'told' ? await run(context, { ...who, id: runId }) : null;
      if (found === null) throw notFound();
      return found;
    },
  );
}

function runOver(runId: string, state: RunState): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'run_over',
    detail: `Run ${runId} has ended already: ${state}. There is nothing to cancel.`,
    more: { state },
  });
}
