import { Type } from 'typebox';
import { Member, MemberChange, NewMember, UserId } from '../../contract/member.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { defaultLimit, PageQuery, pageOf, placeOf } from '../http/page.ts';
import { quotaProblem } from '../http/quota-problem.ts';
import { whoMakes } from '../http/who-makes.ts';
import { notFound, ProblemError } from '../problem.ts';
import {
  addMember,
  changeMember,
  type MemberAdded,
  type MemberChanged,
  member,
  members,
  removeMember,
} from '../services/members.ts';

const config = { access: 'members:write' } as const;
const Params = Type.Object({ user: UserId });
const Members = Type.Object({
  items: Type.Array(Member),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});

/** Who belongs to an organization, and as what. */
export function memberRoutes(app: App, context: Context): void {
  readRoutes(app, context);
  writeRoutes(app, context);
}

function readRoutes(app: App, context: Context): void {
  app.get(
    '/v1/members',
    { config, schema: { querystring: PageQuery, response: { 200: Members } } },
    async (request) => {
      const { orgId } = whoMakes(request);
      const limit = request.query.limit ?? defaultLimit;
      const rows = await members(context, { orgId, after: placeOf(request.query, /^\d{1,15}$/), limit });
      return pageOf(rows, limit, ({ createdAt, userId }) => ({ at: createdAt, id: String(userId) }));
    },
  );
  app.get(
    '/v1/members/:user',
    { config, schema: { params: Params, response: { 200: Member } } },
    async (request) => {
      const found = await member(context, whoMakes(request).orgId, request.params.user);
      if (found === null) throw notFound();
      return found;
    },
  );
}

function writeRoutes(app: App, context: Context): void {
  app.post(
    '/v1/members',
    { config, schema: { body: NewMember, response: { 201: Member } } },
    async (request, reply) => {
      const added = await addMember(context, whoMakes(request), request.body);
      if (added.kind !== 'added') throw refusal(added);
      return reply.code(201).send(added.member);
    },
  );
  app.patch(
    '/v1/members/:user',
    { config, schema: { params: Params, body: MemberChange, response: { 200: Member } } },
    async (request) => {
      const change = { ...request.body, userId: request.params.user };
      const changed = await changeMember(context, whoMakes(request), change);
      if (changed.kind !== 'changed') throw refusal(changed);
      return changed.member;
    },
  );
  app.delete(
    '/v1/members/:user',
    { config, schema: { params: Params, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const removed = await removeMember(context, whoMakes(request), request.params.user);
      if (removed.kind !== 'removed') throw refusal(removed);
      return reply.code(204).send(null);
    },
  );
}

type Refused = Exclude<MemberAdded, { kind: 'added' }> | Exclude<MemberChanged, { kind: 'changed' }>;

function refusal(refused: Refused): ProblemError {
  switch (refused.kind) {
    case 'not found':
      return notFound();
    case 'there already':
      return conflict('already_member', 'The person is a member already. Change the role with PATCH.');
    case 'last administrator':
      return conflict('last_admin', 'This is the last administrator. Make another member one first.');
    case 'changed meanwhile':
      return new ProblemError({
        status: 412,
        code: 'changed_meanwhile',
        detail: `The member's version is ${refused.version} now. Look again, then send that version.`,
        more: { version: refused.version },
      });
    case 'beyond your scopes':
      return new ProblemError({
        status: 403,
        code: 'beyond_your_scopes',
        detail: `The role holds ${refused.scopes.join(', ')}, which you do not have yourself.`,
      });
    case 'quota exceeded':
      return quotaProblem(refused);
    default:
      return refused satisfies never;
  }
}

const conflict = (code: string, detail: string): ProblemError =>
  new ProblemError({ status: 409, code, detail });
