import { afterAll, describe, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly object[];
}

async function problemOf(path: string, body?: unknown): Promise<[number, Problem]> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await coordinator.fetch(path, init);
  return [answer.status, (await answer.json()) as Problem];
}

const budget = { scope: 'organization', period: 'month', limitMicroUsd: 5_000_000 };

it('tells all that is wrong with a body, where, and what it must be', async () => {
  const [status, problem] = await problemOf('/v1/budgets', {
    ...budget,
    scope: 'planet',
    limitMicroUsd: -1,
    x: 1,
  });
  const errors = [
    { in: 'body', pointer: '/x', detail: expect.stringMatching(/^x is not known here: known are scope, /) },
    {
      in: 'body',
      pointer: '/scope',
      detail: 'scope is "planet": it must be one of organization, repository, subject, session, user.',
    },
    {
      in: 'body',
      pointer: '/limitMicroUsd',
      detail: 'limitMicroUsd is -1: it must be a whole number from 0 to 1000000000000000.',
    },
  ];
  expect([status, problem]).toEqual([422, expect.objectContaining({ code: 'invalid_request', errors })]);
  expect(problem.detail).toContain('scope is "planet"');
  expect(problem.detail).toContain('limitMicroUsd is -1');
});

it('begins every problem document with what all of them have', async () => {
  const [, problem] = await problemOf('/v1/runs?limit=0');
  expect(Object.keys(problem)).toEqual(['type', 'title', 'status', 'detail', 'code', 'requestId', 'errors']);
});

it.each<[string, object]>([
  [
    '/v1/runs?limit=1000',
    { in: 'query', name: 'limit', detail: 'limit is 1000: it must be a whole number from 1 to 100.' },
  ],
  [
    '/v1/runs?since=2026-02-31T99:00Z',
    { name: 'since', detail: expect.stringContaining('2026-02-31T99:00Z') },
  ],
  ['/v1/runs?cursor=made-up', { name: 'cursor', detail: expect.stringContaining('"made-up"') }],
  ['/v1/search?q=%3F', { name: 'q', detail: expect.stringContaining('"?"') }],
  ['/v1/search', { name: 'q', detail: expect.stringMatching(/^q is missing: it must be text of 1 to 300/) }],
  ['/v1/members/me', { in: 'path', name: 'user', detail: expect.stringContaining('user is "me"') }],
])('names the parameter that is wrong in %s', async (path, fault) => {
  const [status, { errors }] = await problemOf(path);
  expect([status, errors]).toEqual([422, [expect.objectContaining(fault)]]);
});

it.each([
  ['/v1/runs?stat=running&limit=2', 'stat', 'known are limit, cursor, repository, '],
  ['/v1/me?x=1', 'x', 'it takes none.'],
  ['/health/ready?verbose', 'verbose', 'it takes none.'],
  ['/login?returnTo=/', 'returnTo', 'known are return_to.'],
])('names the parameter that %s does not have, and those it has', async (path, name, known) => {
  const [status, { code, errors, detail }] = await problemOf(path);
  expect([status, code, errors]).toEqual([422, 'unknown_parameter', [{ in: 'query', name, detail }]]);
  expect(detail).toMatch(new RegExp(`^The parameter "${name}" is not known here: .*${RegExp.escape(known)}`));
});

it('names all that is wrong with a query, whatever finds it', async () => {
  const [status, { code, errors }] = await problemOf('/v1/runs?limit=abc&cursor=zz&bogus=1');
  const names = errors.map((error) => (error as { readonly name: string }).name);
  expect([status, code, names]).toEqual([422, 'invalid_request', ['bogus', 'cursor', 'limit']]);
  const [, two] = await problemOf('/v1/runs?limit=abc&cursor=zz');
  expect([two.code, two.errors.length]).toEqual(['invalid_request', 2]);
});

it('does not pass over an organization that a token cannot choose', async () => {
  const [status, { code, detail }] = await problemOf('/v1/runs?org=2');
  expect([status, code]).toEqual([422, 'unknown_parameter']);
  expect(detail).toContain('It is for people who are logged in; this token is of organization 1.');
});

it('names all that is wrong with a policy', async () => {
  const policy = { onBusy: 'x', concurrency: 0, bogus: 1, limits: { events: 0 } };
  const answer = await coordinator.fetch('/v1/organization', {
    method: 'PATCH',
    body: JSON.stringify({ policy }),
  });
  const { errors } = (await answer.json()) as Problem;
  expect(errors.map((error) => (error as { readonly pointer: string }).pointer)).toEqual([
    '/policy/bogus',
    '/policy/onBusy',
    '/policy/concurrency',
    '/policy/limits/events',
  ]);
});

it.each([
  ['{"name":', 'application/json', 400, 'invalid_json', /^The body is not JSON, .*Send JSON/],
  [
    '<a/>',
    'text/xml',
    415,
    'unsupported_media_type',
    /^The Content-Type is "text\/xml"\. Send application\/json\.$/,
  ],
  [
    `"${'x'.repeat(1_572_864)}"`,
    'application/json',
    413,
    'body_too_large',
    /larger than 1572864 bytes\. Send less/,
  ],
])(
  'says of a body that cannot be read what to send instead: %.10s',
  async (body, type, status, code, detail) => {
    const answer = await coordinator.fetch('/v1/tokens', {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      status,
      { code, detail: expect.stringMatching(detail) },
    ]);
  },
);

it('shows no pattern where words say what a text must be, and says of a day that there is none', async () => {
  const scopes = ['runs:read'];
  const [, { detail }] = await problemOf('/v1/tokens', { name: ' x', scopes, expiresAt: 'tomorrow' });
  expect(detail).toBe(
    'name is " x": it must be text (1 to 100 characters in one line, no space at either end). expiresAt is "tomorrow": it must be text of at most 40 characters (a time such as 2027-01-31T00:00:00Z, at most a year from now; 90 days if left out).',
  );
  const [, none] = await problemOf('/v1/tokens', { name: 'x', scopes, expiresAt: '2027-02-31T00:00:00Z' });
  expect(none).toMatchObject({
    code: 'bad_expiry',
    detail: 'expiresAt is 2027-02-31T00:00:00Z, which is no time: there is no such day or hour.',
  });
});

it('sends nobody to a login that is off', async () => {
  const answer = await coordinator.fetch('/v1/me', { token: null });
  expect(await answer.json()).toMatchObject({
    code: 'no_credential',
    detail: 'Send a token (Authorization: Bearer …).',
  });
});

it('takes any parameter where others decide what they send', async () => {
  const callback = await coordinator.fetch('/login/callback?code=x&state=y&new_one=z');
  expect(((await callback.json()) as Problem).code).toBe('login_off');
  const hook = await coordinator.fetch('/webhooks/github?from=here', { method: 'POST', body: '{}' });
  expect(((await hook.json()) as Problem).code).toBe('webhooks_off');
});

it('answers what is wrong with many values without looking for all of it', async () => {
  const [status, { errors }] = await problemOf('/v1/tokens', { name: 'x', scopes: Array(100_000).fill('y') });
  expect([status, errors.length]).toEqual([422, 1]);
});

it('tells no more faults than somebody reads', async () => {
  const wrong = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`x${at}`, 1]));
  const [status, { errors, detail }] = await problemOf('/v1/budgets', { ...budget, ...wrong });
  expect([status, errors.length]).toEqual([422, 50]);
  expect(detail.length).toBeLessThan(1_000);
});

it('takes an empty body for none, also where the request says that it is JSON', async () => {
  const headers = { 'content-type': 'application/json' };
  const made = await coordinator.fetch('/v1/tokens', {
    method: 'POST',
    body: JSON.stringify({ name: 'short-lived', scopes: ['runs:read'] }),
  });
  const { id } = (await made.json()) as { readonly id: string };
  const removed = await coordinator.fetch(`/v1/tokens/${id}`, { method: 'DELETE', headers });
  expect(removed.status).toBe(204);
  const none = await coordinator.fetch('/v1/tokens', { method: 'POST', headers });
  expect([none.status, await none.json()]).toEqual([
    422,
    expect.objectContaining({ detail: 'The body is missing: it must be an object.' }),
  ]);
});

describe('a budget that there is already', () => {
  it('is named, with the request that changes it', async () => {
    const made = await coordinator.fetch('/v1/budgets', { method: 'POST', body: JSON.stringify(budget) });
    const { id } = (await made.json()) as { readonly id: string };
    const [status, problem] = await problemOf('/v1/budgets', budget);
    expect([status, problem]).toEqual([
      409,
      expect.objectContaining({
        code: 'budget_exists',
        budget: id,
        detail: `There is a budget for the scope organization, period month, already. Change its limit: PATCH /v1/budgets/${id}.`,
      }),
    ]);
  });
});

it('names no more of what was made up than helps, and none of it at length', async () => {
  const many = Array.from({ length: 400 }, (_, at) => `x${at}=1`).join('&');
  const answer = await coordinator.fetch(`/health/live?${many}`, { token: null });
  expect(answer.status).toBe(422);
  expect((await answer.text()).length).toBeLessThan(4_000);
  const long = { ['k'.repeat(200_000)]: 1, name: 'x', scopes: ['runs:read'] };
  const refused = await coordinator.fetch('/v1/tokens', { method: 'POST', body: JSON.stringify(long) });
  expect(refused.status).toBe(422);
  expect((await refused.text()).length).toBeLessThan(4_000);
});

it.each(['a\u009b31m', 'a\u202eb', 'a\u2066b'])(
  'takes no token whose name would play with a terminal: %j',
  async (name) => {
    const body = JSON.stringify({ name, scopes: ['runs:read'] });
    expect((await coordinator.fetch('/v1/tokens', { method: 'POST', body })).status).toBe(422);
  },
);
