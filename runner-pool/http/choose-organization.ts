import type { FastifyRequest } from 'fastify';
import type { Person } from '../auth/person.ts';
import type { Principal } from '../auth/principal.ts';
import { scopesOfRole } from '../auth/roles.ts';
import { notFound, ProblemError } from '../problem.ts';
import { quoted, wrongInput } from './wrong-input.ts';

/** For whom a person acts: the organization that the request names, or their only one. */
export function inOrganization(person: Person, request: FastifyRequest): Principal {
  const { userId, login, memberships } = person;
  const named = organizationNamed(request);
  const chosen = memberships.filter(({ orgId }) => named === null || orgId === named);
  const [only] = chosen;
  if (only !== undefined && chosen.length === 1)
    return { kind: 'person', orgId: only.orgId, userId, login, scopes: scopesOfRole(only.role) };
  // One that there is not and one that is others' look the same.
  if (memberships.length > 0 && named !== null) throw notFound();
  throw only === undefined ? belongsNowhere(person) : mustChoose(memberships);
}

/** A token acts for its own organization: a header that names another is not meant for it. `?org=` no token may send at all. */
export function keepToOrganization({ orgId }: Principal, { headers }: FastifyRequest): void {
  const named = organizationNamed({ headers, query: {} });
  if (named === null || named === orgId) return;
  const remedy = 'Leave that out, or send a token of that organization.';
  throw wrongOrganization({ headers }, `${named}, and this token is organization ${orgId}’s. ${remedy}`);
}

export function belongsNowhere({ login, userId }: Pick<Person, 'login' | 'userId'>): ProblemError {
  return new ProblemError({
    status: 403,
    code: 'no_organization',
    detail: `${login} belongs to no organization here. Ask an administrator of one to add you as a member (your number on GitHub is ${userId}); administrators of a GitHub organization that is bound to one here become so by logging in again.`,
  });
}

export function mustChoose(memberships: Person['memberships']): ProblemError {
  const organizations = memberships.map(({ orgId, organization }) => ({ id: orgId, login: organization }));
  return new ProblemError({
    status: 403,
    code: 'choose_organization',
    detail:
      'You belong to several organizations. Say which by its id: in the header X-Organization, or ?org=.',
    more: { organizations },
  });
}

function organizationNamed({ headers, query }: Pick<FastifyRequest, 'headers' | 'query'>): number | null {
  const named = headers['x-organization'] ?? (query as { readonly org?: unknown } | undefined)?.org;
  if (named === undefined) return null;
  if (typeof named === 'string' && /^[1-9]\d{0,14}$/.test(named)) return Number(named);
  const value = quoted(typeof named === 'string' ? named : JSON.stringify(named));
  const why = `${value}, which is not an organization’s id. GET /v1/me lists yours.`;
  throw wrongOrganization({ headers }, why);
}

function wrongOrganization({ headers }: Pick<FastifyRequest, 'headers'>, why: string): ProblemError {
  const isHeader = headers['x-organization'] !== undefined;
  const name = isHeader ? 'x-organization' : 'org';
  return wrongInput('bad_organization', [
    { in: isHeader ? 'header' : 'query', name, detail: `${name} is ${why}` },
  ]);
}
