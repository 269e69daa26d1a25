import { Type } from 'typebox';
import { RunId, Subject } from '../../contract/admission.ts';
import { SessionList, SessionView } from '../../contract/session-view.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { defaultLimit, PageQuery, pageOf, placeOf } from '../http/page.ts';
import { whoMakes } from '../http/who-makes.ts';
import { notFound } from '../problem.ts';
import { session, sessions } from '../services/sessions.ts';

const config = { access: 'runs:read' } as const;
const Params = Type.Object({ session: RunId });
const Query = Type.Object({
  ...PageQuery.properties,
  repository: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
  subject: Type.Optional(Subject),
});

/** Conversations, each with who has it now. */
export function sessionRoutes(app: App, context: Context): void {
  app.get(
    '/v1/sessions',
    { config, schema: { querystring: Query, response: { 200: SessionList } } },
    async (request) => {
      const { orgId } = whoMakes(request);
      const { repository = null, subject = null, limit = defaultLimit } = request.query;
      const after = placeOf(request.query);
      const rows = await sessions(context, { orgId, repositoryId: repository, subject, after, limit });
      return pageOf(rows, limit, ({ updatedAt, id }) => ({ at: updatedAt, id }));
    },
  );
  app.get(
    '/v1/sessions/:session',
    { config, schema: { params: Params, response: { 200: SessionView } } },
    async (request) => {
      const found = await session(context, whoMakes(request).orgId, request.params.session);
      if (found === null) throw notFound();
      return found;
    },
  );
}
