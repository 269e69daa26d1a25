import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { until } from '../../../helpers/coordinator/until.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);
const dayMs = 86_400_000;

interface Made {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
}

async function ask(body: object, token?: string): Promise<Response> {
  const auth = token === undefined ? {} : { token };
  return coordinator.fetch('/v1/tokens', { method: 'POST', body: JSON.stringify(body), ...auth });
}

async function make(body: object = {}, token?: string): Promise<Made> {
  const answer = await ask({ name: 'ci', scopes: ['runs:read'], ...body }, token);
  expect(answer.status).toBe(201);
  return (await answer.json()) as Made;
}

const codeOf = async (answer: Response): Promise<unknown> => [
  answer.status,
  ((await answer.json()) as { code: string }).code,
];

it('makes a token that is shown once, and works', async () => {
  const answer = await ask({ name: 'ci', scopes: ['runs:read', 'tokens:write'] });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const made = (await answer.json()) as Made;
  expect(made).toMatchObject({ name: 'ci', scopes: ['runs:read', 'tokens:write'], userId: null });
  expect(made.token).toMatch(/^co_\w{46}$/);
  const seen = await coordinator.fetch(`/v1/tokens/${made.id}`, { token: made.token });
  const text = await seen.text();
  expect([seen.status, JSON.parse(text)]).toMatchObject([200, { id: made.id, name: 'ci' }]);
  expect(text).not.toContain(made.token);
  const list = await (await coordinator.fetch('/v1/tokens')).text();
  expect(list).toContain(made.id);
  expect(list).not.toContain(made.token.slice(3));
});

it('lets a token live 90 days, if nothing is said', async () => {
  const before = Date.now();
  const { expiresAt } = await make();
  expect(Date.parse(expiresAt)).toBeGreaterThanOrEqual(before + 90 * dayMs);
  expect(Date.parse(expiresAt)).toBeLessThanOrEqual(Date.now() + 90 * dayMs);
});

it.each([
  ['has gone by', () => new Date(Date.now() - 1000).toISOString()],
  ['is more than a year away', () => new Date(Date.now() + 366 * dayMs).toISOString()],
  ['is no day at all', () => '2026-13-45T00:00:00Z'],
])('refuses an end that %s', async (_, when) => {
  expect(await codeOf(await ask({ name: 'ci', scopes: ['runs:read'], expiresAt: when() }))).toEqual([
    422,
    'bad_expiry',
  ]);
});

it.each([
  ['no name', { scopes: ['runs:read'] }],
  ['an empty name', { name: '', scopes: ['runs:read'] }],
  ['a name with a line break', { name: 'a\nb', scopes: ['runs:read'] }],
  ['a long name', { name: 'x'.repeat(101), scopes: ['runs:read'] }],
  ['no scope', { name: 'ci', scopes: [] }],
  ['an unknown scope', { name: 'ci', scopes: ['root'] }],
  ['one scope twice', { name: 'ci', scopes: ['runs:read', 'runs:read'] }],
  ['words for a time', { name: 'ci', scopes: ['runs:read'], expiresAt: 'tomorrow' }],
  ['an owner', { name: 'ci', scopes: ['runs:read'], userId: 1 }],
])('refuses %s', async (_, body) => {
  expect(await codeOf(await ask(body))).toEqual([422, 'invalid_request']);
});

it('makes nothing stronger or longer-lived than its maker', async () => {
  const expiresAt = new Date(Date.now() + dayMs).toISOString();
  const maker = await make({ scopes: ['runs:read', 'tokens:write'], expiresAt });
  const stronger = await ask({ name: 'x', scopes: ['runs:read', 'members:write'] }, maker.token);
  const problem = (await stronger.json()) as { code: string; detail: string };
  expect([stronger.status, problem.code]).toEqual([403, 'beyond_your_scopes']);
  expect(problem.detail).toContain('members:write');
  expect(problem.detail).not.toContain('runs:read');
  const later = new Date(Date.now() + 2 * dayMs).toISOString();
  const longer = await ask({ name: 'x', scopes: ['runs:read'], expiresAt: later }, maker.token);
  expect(await codeOf(longer)).toEqual([422, 'bad_expiry']);
  expect((await make({}, maker.token)).expiresAt).toBe(expiresAt);
});

it('does nothing for a token without the scope', async () => {
  const { token } = await make({ scopes: ['runs:read'] });
  expect(await codeOf(await ask({ name: 'x', scopes: ['runs:read'] }, token))).toEqual([
    403,
    'not_permitted',
  ]);
  expect((await coordinator.fetch('/v1/tokens', { token })).status).toBe(403);
});

it('ends a token at once when it is revoked, and keeps it in the list', async () => {
  const { id, token } = await make({ scopes: ['tokens:write'] });
  expect((await coordinator.fetch('/v1/tokens', { token })).status).toBe(200);
  expect((await coordinator.fetch(`/v1/tokens/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await coordinator.fetch('/v1/tokens', { token })).status).toBe(401);
  const seen = (await (await coordinator.fetch(`/v1/tokens/${id}`)).json()) as { revokedAt: string };
  expect((await coordinator.fetch(`/v1/tokens/${id}`, { method: 'DELETE' })).status).toBe(404);
  const again = (await (await coordinator.fetch(`/v1/tokens/${id}`)).json()) as { revokedAt: string };
  expect(again.revokedAt).toBe(seen.revokedAt);
});

it('ends a token when its time is over', async () => {
  const { id, token } = await make({ scopes: ['tokens:write'] });
  await coordinator.database.look("update api_tokens set expires_at = now() - interval '1 s' where id = $1", [
    id,
  ]);
  expect((await coordinator.fetch('/v1/tokens', { token })).status).toBe(401);
});

it('notes the use of a token, once a minute at most', async () => {
  const { id, token } = await make({ scopes: ['tokens:write'] });
  const lastUsed = async (): Promise<string | null> => {
    const answer = await coordinator.fetch(`/v1/tokens/${id}`);
    return ((await answer.json()) as Made).lastUsedAt;
  };
  const writes = async (): Promise<number> => {
    const rows = await coordinator.database.look('select from public.writes where id = $1', [id]);
    return rows.length;
  };
  await coordinator.database.look(countWrites);
  expect(await lastUsed()).toBeNull();
  await coordinator.fetch('/v1/tokens', { token });
  const first = await until(lastUsed);
  for (let n = 0; n < 20; n += 1) await coordinator.fetch('/v1/tokens', { token });
  const sql = "update api_tokens set last_used_at = now() - interval '61 s' where id = $1";
  await coordinator.database.look(sql, [id]);
  await coordinator.fetch('/v1/tokens', { token });
  await until(async () => ((await lastUsed()) ?? '') > (first ?? ''));
  // The first use, ours, the second use.
  expect(await writes()).toBe(3);
});

const countWrites = `
  create table public.writes (id text);
  create function public.note_write() returns trigger language plpgsql security definer
    as $$ begin insert into public.writes values (new.id); return new; end $$;
  create trigger note_write after update on api_tokens for each row execute function public.note_write()`;

it('pages through the list, newest first, each token once', async () => {
  const all: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const answer = await coordinator.fetch(`/v1/tokens?limit=3${from}`);
    const page = (await answer.json()) as { items: { id: string; createdAt: string }[]; nextCursor: string };
    expect(page.items.length).toBeGreaterThan(0);
    all.push(...page.items.map(({ id, createdAt }) => `${createdAt} ${id}`));
    cursor = page.nextCursor;
  }
  const [{ count } = { count: 0 }] = await coordinator.database.look<{ count: string }>(
    'select count(*) from api_tokens',
  );
  expect(all).toHaveLength(Number(count));
  expect([...all].sort().reverse()).toEqual(all);
});

it.each([['x'], [Buffer.from('["0000-01-01T00:00:00.000Z","a"]').toString('base64url')]])(
  'refuses a cursor of somebody’s own making: %s',
  async (cursor) => {
    expect(await codeOf(await coordinator.fetch(`/v1/tokens?cursor=${cursor}`))).toEqual([422, 'bad_cursor']);
  },
);

it.each(['co_short', `co_${'a'.repeat(46)}`, 'Bearer', 'eyJhbGciOiJub25lIn0.e30.'])(
  'knows nobody by %s',
  async (token) => {
    expect(await codeOf(await coordinator.fetch('/v1/tokens', { token }))).toEqual([401, 'bad_credential']);
  },
);

it('holds the quota of tokens, also when many are asked for at once', async () => {
  const live =
    'select count(*)::int as n from api_tokens where revoked_at is null and (expires_at > now() or expires_at is null)';
  const [row] = await coordinator.database.look<{ n: number }>(live);
  const limit = (row?.n ?? 0) + 3;
  await coordinator.database.look('update organization_settings set quotas = $1', [{ tokens: limit }]);
  const answers = await Promise.all(
    Array.from({ length: 12 }, async () => ask({ name: 'many', scopes: ['runs:read'] })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  const refused = answers.find(({ status }) => status === 403);
  expect(await refused?.json()).toMatchObject({ code: 'quota', quota: 'tokens', limit, used: limit });
  await coordinator.database.look("update organization_settings set quotas = '{}'");
});
