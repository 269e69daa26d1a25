import { afterAll, beforeEach, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);
beforeEach(async () => {
  await coordinator.database.look('delete from members');
});

type Role = 'admin' | 'member' | 'viewer';

async function send(method: string, path: string, body?: object, token?: string): Promise<Response> {
  return coordinator.fetch(`/v1/members${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(token === undefined ? {} : { token }),
  });
}

async function add(userId: number, role: Role, token?: string): Promise<Response> {
  return send('POST', '', { userId, login: `user-${userId}`, role }, token);
}

const codeOf = async (answer: Response): Promise<unknown> => [
  answer.status,
  ((await answer.json()) as { code: string }).code,
];

async function tokenWith(...scopes: string[]): Promise<string> {
  const body = JSON.stringify({ name: 'limited', scopes });
  const made = await coordinator.fetch('/v1/tokens', { method: 'POST', body });
  return ((await made.json()) as { token: string }).token;
}

it('adds, shows, changes and removes a member', async () => {
  const added = await add(7, 'viewer');
  const expected = { userId: 7, login: 'user-7', role: 'viewer', source: 'added', version: 1 };
  expect([added.status, await added.json()]).toMatchObject([201, expected]);
  expect(await (await send('GET', '/7')).json()).toMatchObject(expected);
  const changed = await send('PATCH', '/7', { role: 'member', version: 1 });
  expect([changed.status, await changed.json()]).toMatchObject([200, { role: 'member', version: 2 }]);
  expect((await send('DELETE', '/7')).status).toBe(204);
  expect(await codeOf(await send('GET', '/7'))).toEqual([404, 'not_found']);
  expect(await codeOf(await send('DELETE', '/7'))).toEqual([404, 'not_found']);
  expect(await codeOf(await send('PATCH', '/7', { role: 'member', version: 1 }))).toEqual([404, 'not_found']);
});

it('adds nobody twice, and changes nothing by that', async () => {
  await add(7, 'viewer');
  expect(await codeOf(await add(7, 'admin'))).toEqual([409, 'already_member']);
  expect(await (await send('GET', '/7')).json()).toMatchObject({ role: 'viewer', version: 1 });
});

it('changes nothing that changed meanwhile', async () => {
  await add(7, 'viewer');
  await send('PATCH', '/7', { role: 'member', version: 1 });
  const late = await send('PATCH', '/7', { role: 'admin', version: 1 });
  expect([late.status, await late.json()]).toMatchObject([412, { code: 'changed_meanwhile', version: 2 }]);
  expect(await (await send('GET', '/7')).json()).toMatchObject({ role: 'member' });
});

it('keeps the last administrator', async () => {
  await add(1, 'admin');
  await add(2, 'member');
  expect(await codeOf(await send('PATCH', '/1', { role: 'viewer', version: 1 }))).toEqual([
    409,
    'last_admin',
  ]);
  expect(await codeOf(await send('DELETE', '/1'))).toEqual([409, 'last_admin']);
  await send('PATCH', '/2', { role: 'admin', version: 1 });
  expect((await send('DELETE', '/1')).status).toBe(204);
});

it('keeps one administrator when all are removed at once', async () => {
  const ids = [1, 2, 3, 4, 5, 6];
  for (const id of ids) await add(id, 'admin');
  const answers = await Promise.all(
    ids.map(async (id) =>
      id % 2 === 0 ? send('DELETE', `/${id}`) : send('PATCH', `/${id}`, { role: 'viewer', version: 1 }),
    ),
  );
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(1);
  const admins = await coordinator.database.look("select from members where role = 'admin'");
  expect(admins).toHaveLength(1);
});

it('lets nobody give or take what they do not have', async () => {
  await add(1, 'admin');
  await add(2, 'viewer');
  const token = await tokenWith('members:write', 'runs:read');
  const refused = await add(3, 'admin', token);
  expect(await codeOf(refused)).toEqual([403, 'beyond_your_scopes']);
  expect(await codeOf(await send('PATCH', '/2', { role: 'admin', version: 1 }, token))).toEqual([
    403,
    'beyond_your_scopes',
  ]);
  expect(await codeOf(await send('PATCH', '/1', { role: 'viewer', version: 1 }, token))).toEqual([
    403,
    'beyond_your_scopes',
  ]);
  expect(await codeOf(await send('DELETE', '/1', undefined, token))).toEqual([403, 'beyond_your_scopes']);
  expect((await add(3, 'viewer', token)).status).toBe(201);
  expect((await send('DELETE', '/2', undefined, token)).status).toBe(204);
});

it.each([
  ['a role that there is not', { userId: 7, login: 'a', role: 'owner' }],
  ['no number', { userId: 'a', login: 'a', role: 'viewer' }],
  ['a number as text', { userId: '7', login: 'a', role: 'viewer' }],
  ['a number below one', { userId: 0, login: 'a', role: 'viewer' }],
  ['a number that is not exact', { userId: 2 ** 53, login: 'a', role: 'viewer' }],
  ['a login that GitHub has not', { userId: 7, login: '<b>', role: 'viewer' }],
  ['a member of another organization', { userId: 7, login: 'a', role: 'viewer', orgId: 2 }],
])('refuses %s', async (_, body) => {
  expect(await codeOf(await send('POST', '', body))).toEqual([422, 'invalid_request']);
});

it('needs the scope', async () => {
  const token = await tokenWith('runs:read', 'tokens:write');
  expect(await codeOf(await add(7, 'viewer', token))).toEqual([403, 'not_permitted']);
  expect((await send('GET', '', undefined, token)).status).toBe(403);
});

it('pages through the list', async () => {
  for (let id = 1; id <= 7; id += 1) await add(id, 'viewer');
  const first = (await (await send('GET', '?limit=5')).json()) as { items: object[]; nextCursor: string };
  const rest = (await (await send('GET', `?limit=5&cursor=${first.nextCursor}`)).json()) as typeof first;
  const ids = [...first.items, ...rest.items].map((item) => (item as { userId: number }).userId);
  expect(ids).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect(rest.nextCursor).toBeNull();
  const forged = Buffer.from(JSON.stringify(['2026-01-01T00:00:00.000Z', 'x'])).toString('base64url');
  expect(await codeOf(await send('GET', `?cursor=${forged}`))).toEqual([422, 'bad_cursor']);
});

it('holds the quota of members', async () => {
  await coordinator.database.look(`update organization_settings set quotas = '{"members": 2}'`);
  const answers = await Promise.all([1, 2, 3, 4, 5].map(async (id) => add(id, 'viewer')));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
  const refused = answers.find(({ status }) => status !== 201);
  expect([refused?.status, await refused?.json()]).toMatchObject([403, { code: 'quota', limit: 2, used: 2 }]);
  await coordinator.database.look("update organization_settings set quotas = '{}'");
});
