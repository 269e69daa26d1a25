import { afterAll, describe, expect, it } from 'vitest';
import type { GuardedRoute } from '../../../../runner-pool/http/guard-routes.ts';
import {
  absentFor,
  bodyFor,
  exampleOf,
  queries,
} from '../../../helpers/coordinator/tenancy/route-examples.ts';
import { type Asker, openRoutesScene } from '../../../helpers/coordinator/tenancy/routes-scene.ts';

const { routes, addAsker, ask, runTokenFor, dump, close } = await openRoutesScene();
afterAll(close);
const own = await addAsker('own');

const nameOf = ({ method, url }: GuardedRoute): string => `${method} ${url}`;
const guarded = routes
  .filter(({ access }) => access !== 'public' && access !== 'signed')
  .map((route) => ({ ...route, name: nameOf(route), parameters: parametersOf(route) }));
const ofOne = guarded.filter(({ parameters }) => parameters.length > 0);
// They tell what happens from now on, and are listened to in stream/live.test.ts.
const live = ['/v1/stream', '/v1/changes'];
const lists = guarded.filter(
  ({ parameters, method, url }) => parameters.length === 0 && method === 'GET' && !live.includes(url),
);

function parametersOf({ url }: GuardedRoute): readonly string[] {
  return [...url.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
}

function filled(url: string, value: (parameter: string) => string): string {
  return url.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(value(name)));
}

function theirs(parameter: string, { tenant }: Asker): string {
  const example = exampleOf(parameter, tenant);
  if (example === null) throw new Error(`Say in route-examples.ts what :${parameter} is an id of`);
  return example;
}

/** The route, with what `value` gives for each parameter. */
async function askFor(
  route: GuardedRoute,
  token: string,
  value: (parameter: string) => string,
): ReturnType<typeof ask> {
  return ask(route.method, filled(route.url, value), token, bodyFor(route, value));
}

describe.each(ofOne)('$name', (route) => {
  const { access } = route;
  const tokenOf = (asker: Asker): string => (access === 'run' ? asker.runToken : asker.token);

  it('answers for another tenant’s ids as for ids that there are not, and does nothing', async () => {
    const other = await addAsker('other');
    const before = await dump(other.tenant);
    const answer = await askFor(route, tokenOf(own), (key) => theirs(key, other));
    expect(answer).toEqual(await askFor(route, tokenOf(own), absentFor));
    expect(answer.status).toBe(404);
    expect(await dump(other.tenant)).toBe(before);
    // Nor where the token of a run says so itself: the tenant is the token's.
    if (access !== 'run') return;
    const forged = await runTokenFor(own.tenant.orgId, theirs('run', other));
    expect((await askFor(route, forged, (key) => theirs(key, other))).status).toBe(404);
    expect(await dump(other.tenant)).toBe(before);
  });

  it('answers its own tenant', async () => {
    const asker = await addAsker('asker');
    const { status } = await askFor(route, tokenOf(asker), (key) => theirs(key, asker));
    expect(status).toBeLessThan(500);
    // A token that acts for nobody finds the run, and may not rate it.
    const isForPeople = route.name === 'PUT /v1/runs/:run/rating';
    expect(isForPeople ? [401, 404, 422] : [401, 403, 404, 422]).not.toContain(status);
  });
});

describe.each(lists)('$name', ({ name, url, query }) => {
  const path = `${url}${queries[name] ?? ''}`;

  it('shows a tenant its own, and nothing of others’', async () => {
    const other = await addAsker('somebody-else');
    const mine = await ask('GET', path, own.token);
    expect(mine.status).toBe(200);
    expect(holds(mine.body, own)).toBe(true);
    expect(holds(mine.body, other)).toBe(false);
  });

  it.each(query.filter((key) => exampleOf(key, own.tenant) !== null))(
    'finds nothing by another tenant’s %s',
    async (key) => {
      const other = await addAsker('somebody-else');
      const sign = path.includes('?') ? '&' : '?';
      const by = async (value: string): Promise<unknown> =>
        ask('GET', `${path}${sign}${key}=${value}`, own.token);
      expect(await by(theirs(key, other))).toEqual(await by(absentFor(key)));
    },
  );
});

/** Its label, which all its texts hold, or an id of a row. */
function holds(text: string, { tenant, label }: Asker): boolean {
  const ids = [...tenant.rows.values()].map(({ id }) => String(id)).filter((id) => id.length > 8);
  return text.includes(`"${label}`) || ids.some((id) => text.includes(id));
}

it.each(guarded)('$name is nothing for who has no token', async ({ method, url }) => {
  expect((await ask(method, filled(url, absentFor), 'none')).status).toBe(401);
});

describe.each(ofOne.filter(({ access }) => access === 'run'))('$name', (route) => {
  it('is nothing for the token of another run of the same tenant, nor for an API token', async () => {
    const another = await runTokenFor(own.tenant.orgId, 'another-run');
    const answer = await askFor(route, another, (key) => theirs(key, own));
    expect(answer).toEqual(await askFor(route, another, absentFor));
    expect(answer.status).toBe(404);
    expect((await askFor(route, own.token, (key) => theirs(key, own))).status).toBe(403);
  });
});

it.each(guarded.filter(({ access }) => access !== 'run'))(
  '$name is nothing for the token of a run',
  async (route) => {
    const path = filled(route.url, (key) => theirs(key, own));
    expect((await ask(route.method, path, own.runToken)).status).toBe(403);
  },
);

it('is about routes that there are', () => {
  expect(ofOne.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['GET /v1/tokens/:token', 'PATCH /v1/members/:user']),
  );
  expect(lists.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['GET /v1/tokens', 'GET /v1/members', 'GET /v1/me']),
  );
});
