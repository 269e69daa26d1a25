import { Type } from 'typebox';
import { Budget, BudgetChange, BudgetList, BudgetScope, NewBudget } from '../../contract/budget.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { defaultLimit, PageQuery, pageOf, placeOf } from '../http/page.ts';
import { changedMeanwhile, versionAsked, withVersion } from '../http/version.ts';
import { whoMakes } from '../http/who-makes.ts';
import { quoted, wrongInput } from '../http/wrong-input.ts';
import { notFound, ProblemError } from '../problem.ts';
import { type BudgetMade, budget, budgets, makeBudget, removeBudget, setLimit } from '../services/budgets.ts';

const reading = { access: 'runs:read' } as const;
const writing = { access: 'budgets:write' } as const;
const Params = Type.Object({ budget: Type.String({ pattern: '^[A-Za-z0-9-]{1,80}$' }) });
const Query = Type.Object({ ...PageQuery.properties, scope: Type.Optional(BudgetScope) });

/** Limits of what runs may spend, and how much of them is gone. */
export function budgetRoutes(app: App, context: Context): void {
  app.get(
    '/v1/budgets',
    { config: reading, schema: { querystring: Query, response: { 200: BudgetList } } },
    async (request) => {
      const { orgId } = whoMakes(request);
      const { scope = null, limit = defaultLimit } = request.query;
      const rows = await budgets(context, { orgId, scope, after: placeOf(request.query), limit });
      return pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
    },
  );
  app.post(
    '/v1/budgets',
    { config: writing, schema: { body: NewBudget, response: { 201: Budget } } },
    async (request, reply) => {
      const made = await makeBudget(context, whoMakes(request).orgId, request.body);
      if (made.kind !== 'made') throw refusal(made, request.body);
      return reply.code(201).send(withVersion(reply, made.budget));
    },
  );
  app.get(
    '/v1/budgets/:budget',
    { config: reading, schema: { params: Params, response: { 200: Budget } } },
    async (request, reply) => {
      const found = await budget(context, whoMakes(request).orgId, request.params.budget);
      if (found === null) throw notFound();
      return withVersion(reply, found);
    },
  );
  app.patch(
    '/v1/budgets/:budget',
    { config: writing, schema: { params: Params, body: BudgetChange, response: { 200: Budget } } },
    async (request, reply) => {
      const { orgId } = whoMakes(request);
      const { limitMicroUsd } = request.body;
      const version = versionAsked(request, request.body.version);
      const changed = await setLimit(context, { orgId, id: request.params.budget, limitMicroUsd, version });
      if (changed.kind === 'not found') throw notFound();
      if (changed.kind === 'changed meanwhile') throw changedMeanwhile(changed.version);
      return withVersion(reply, changed.budget);
    },
  );
  app.delete(
    '/v1/budgets/:budget',
    { config: writing, schema: { params: Params, response: { 204: Type.Null() } } },
    async (request, reply) => {
      if (!(await removeBudget(context, whoMakes(request).orgId, request.params.budget))) throw notFound();
      return reply.code(204).send(null);
    },
  );
}

function refusal(
  made: Exclude<BudgetMade, { kind: 'made' }>,
  { scope, scopeRef, period }: NewBudget,
): ProblemError {
  switch (made.kind) {
    case 'there already':
      return new ProblemError({
        status: 409,
        code: 'budget_exists',
        detail: `There is a budget for ${[`the scope ${scope}`, scopeRef ?? ''].join(' ').trim()}, period ${period}, already. Change its limit: PATCH /v1/budgets/${made.id}.`,
        more: { budget: made.id },
      });
    case 'bad scope':
      return wrongInput('bad_scope_ref', [
        {
          in: 'body',
          pointer: '/scopeRef',
          detail: `scopeRef is ${scopeRef === undefined ? 'missing' : quoted(scopeRef)}; for the scope ${scope} it must be ${made.expected}.`,
        },
      ]);
    default:
      return made satisfies never;
  }
}
