import { Type } from 'typebox';
import {
  NewRepository,
  RepositoryChange,
  RepositoryList,
  RepositoryView,
} from '../../contract/repository-view.ts';
import type { Context } from '../context.ts';
import { anotherName } from '../http/admission-problem.ts';
import type { App } from '../http/app.ts';
import { defaultLimit, PageQuery, pageOf, placeOf } from '../http/page.ts';
import { quotaProblem } from '../http/quota-problem.ts';
import { changedMeanwhile, versionAsked, withVersion } from '../http/version.ts';
import { whoMakes } from '../http/who-makes.ts';
import { badPolicy } from '../http/wrong-input.ts';
import { notFound } from '../problem.ts';
import { alterRepository, enrol, repositories, repository } from '../services/repositories.ts';

const reading = { access: 'runs:read' } as const;
const writing = { access: 'repositories:write' } as const;
const Params = Type.Object({ repository: NewRepository.properties.id });
const Query = Type.Object({ ...PageQuery.properties, enrolled: Type.Optional(Type.Boolean()) });

/** Which repositories may have runs here, and what their runs may do. Taken out, one keeps its history. */
export function repositoryRoutes(app: App, context: Context): void {
  app.get(
    '/v1/repositories',
    { config: reading, schema: { querystring: Query, response: { 200: RepositoryList } } },
    async (request) => {
      const { orgId } = whoMakes(request);
      const { enrolled: isEnrolled = null, limit = defaultLimit } = request.query;
      const after = placeOf(request.query, /^\d{1,16}$/);
      const rows = await repositories(context, { orgId, isEnrolled, after, limit });
      return pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id: String(id) }));
    },
  );
  app.post(
    '/v1/repositories',
    { config: writing, schema: { body: NewRepository, response: { 201: RepositoryView } } },
    async (request, reply) => {
      const made = await enrol(context, whoMakes(request).orgId, request.body);
      if (made.kind === 'another name') throw anotherName(made);
      if (made.kind === 'bad policy') throw badPolicy(made.why);
      if (made.kind !== 'enrolled') throw quotaProblem(made);
      return reply.code(201).send(withVersion(reply, made.repository));
    },
  );
  app.get(
    '/v1/repositories/:repository',
    { config: reading, schema: { params: Params, response: { 200: RepositoryView } } },
    async (request, reply) => {
      const found = await repository(context, whoMakes(request).orgId, request.params.repository);
      if (found === null) throw notFound();
      return withVersion(reply, found);
    },
  );
  app.patch(
    '/v1/repositories/:repository',
    {
      config: writing,
      schema: { params: Params, body: RepositoryChange, response: { 200: RepositoryView } },
    },
    async (request, reply) => {
      const { orgId } = whoMakes(request);
      const { version: inBody, ...change } = request.body;
      const version = versionAsked(request, inBody);
      const changed = await alterRepository(context, {
        orgId,
        id: request.params.repository,
        version,
        change,
      });
      if (changed.kind === 'not found') throw notFound();
      if (changed.kind === 'changed meanwhile') throw changedMeanwhile(changed.version);
      if (changed.kind === 'bad policy') throw badPolicy(changed.why);
      if (changed.kind === 'quota exceeded') throw quotaProblem(changed);
      return withVersion(reply, changed.repository);
    },
  );
}
