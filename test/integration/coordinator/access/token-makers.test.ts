import { afterAll, beforeEach, expect, it } from 'vitest';
import { type Scope, scopes } from '../../../../contract/scope.ts';
import { openDatabase } from '../../../../runner-pool/database/database.ts';
import { type Maker, makeApiToken } from '../../../../runner-pool/services/api-tokens.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';

const coordinator = await startCoordinator();
const { look, url } = coordinator.database;
const database = openDatabase({ url, replicaUrl: null, connections: 2 });
afterAll(async () => {
  await database.close();
  await coordinator.close();
});
const { orgId } = coordinator;
const userId = 7;

beforeEach(async () => {
  await look('delete from members');
  await look(
    `insert into members (org_id, user_id, login, role) values (1, 7, 'maker', 'admin'), (1, 8, 'other', 'admin')`,
  );
});

interface Made {
  readonly id: string;
  readonly token: string;
}

async function make(maker: Maker, wanted: readonly Scope[] = ['runs:read', 'tokens:write']): Promise<Made> {
  const made = await makeApiToken({ database, clock: Date.now }, maker, {
    name: 'made',
    scopes: [...wanted],
  });
  if (made.kind !== 'made') throw new Error(made.kind);
  return made.token;
}

const person = { kind: 'person', orgId, userId, login: 'maker', scopes } as const;
const holderOf = ({ id }: Made, of: number | null = null): Maker => ({
  ...{ kind: 'token', orgId, tokenId: id, userId: of, scopes },
});
/** As the command line has it by a device login. */
async function ofPerson(): Promise<Made> {
  const made = await make(person, [...scopes]);
  await look('update api_tokens set user_id = maker_user_id, maker_user_id = null where id = $1', [made.id]);
  return made;
}

/** A token, and what may happen to whom it came about by. */
interface Line {
  readonly token: string;
  readonly parent: Made | null;
}
const makers: Readonly<Record<string, () => Promise<Line>>> = {
  'a person': async () => ({ token: (await make(person)).token, parent: null }),
  'a token of a person': async () => {
    const parent = await ofPerson();
    return { token: (await make(holderOf(parent, userId))).token, parent };
  },
  'a token that a person made': async () => {
    const parent = await make(person, [...scopes]);
    return { token: (await make(holderOf(parent))).token, parent };
  },
  'a token whose token a person made': async () => {
    const parent = await make(person, [...scopes]);
    const between = await make(holderOf(parent), [...scopes]);
    return { token: (await make(holderOf(between))).token, parent };
  },
};

const send = async (method: string, path: string, body?: object): Promise<number> =>
  (await coordinator.fetch(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }))
    .status;
const happenings: Readonly<Record<string, (line: Line) => Promise<unknown>>> = {
  'hears nothing': async () => undefined,
  'is made a viewer': async () => send('PATCH', '/v1/members/7', { role: 'viewer', version: 1 }),
  'is removed': async () => send('DELETE', '/v1/members/7'),
  'is no administrator on GitHub any more': async () => look('delete from members where user_id = 7'),
  'was removed and is there again': async () => {
    await send('DELETE', '/v1/members/7');
    await send('POST', '/v1/members', { userId, login: 'maker', role: 'admin' });
  },
  'has the token revoked': async ({ parent }) => send('DELETE', `/v1/tokens/${parent?.id}`),
  'has the token expired': async ({ parent }) =>
    look("update api_tokens set expires_at = now() - interval '1 s' where id = $1", [parent?.id]),
  'has the token cut down': async ({ parent }) =>
    look("update api_tokens set scopes = '{runs:read}' where id = $1", [parent?.id]),
};
/** To read runs, and to see tokens. */
const after: Readonly<Record<string, readonly [number, number]>> = {
  'hears nothing': [200, 200],
  'is made a viewer': [200, 403],
  'has the token cut down': [200, 403],
};

// A person who made it without a token has none.
const cases = Object.keys(makers)
  .flatMap((maker) => Object.keys(happenings).map((what) => [maker, what] as const))
  .filter(([maker, what]) => maker !== 'a person' || !what.includes('token'));

it.each(cases)('a token made by %s, who then %s', async (maker, what) => {
  const line = await makers[maker]?.();
  if (line === undefined) throw new Error(maker);
  await happenings[what]?.(line);
  const { token } = line;
  const statuses = [
    (await coordinator.fetch('/v1/runs', { token })).status,
    (await coordinator.fetch('/v1/tokens', { token })).status,
  ];
  expect(statuses).toEqual(after[what] ?? [401, 401]);
});

it('shows those as revoked that were made with the one that is', async () => {
  const parent = await make(person, [...scopes]);
  const child = await make(holderOf(parent));
  const grandchild = await make(holderOf(child, null));
  expect(await send('DELETE', `/v1/tokens/${parent.id}`)).toBe(204);
  const rows = await look('select id from api_tokens where revoked_at is not null and id = any ($1)', [
    [parent.id, child.id, grandchild.id],
  ]);
  expect(rows).toHaveLength(3);
});

it('bounds nothing of whoever runs the coordinator', async () => {
  await look('delete from members');
  expect((await coordinator.fetch('/v1/tokens')).status).toBe(200);
});

it('holds a token for nothing whose line is longer than anybody’s', async () => {
  let last = await make(person, [...scopes]);
  for (let place = 0; place < 49; place += 1)
    last = await make(holderOf(last), ['runs:read', 'tokens:write']);
  expect((await coordinator.fetch('/v1/runs', { token: last.token })).status).toBe(200);
  const beyond = await make(holderOf(last));
  expect((await coordinator.fetch('/v1/runs', { token: beyond.token })).status).toBe(401);
});
