import { afterAll, expect, it } from 'vitest';
import { hashOf, newApiToken } from '../../../../runner-pool/auth/api-token.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';

const ascending = (a: number, b: number): number => a - b;

const coordinator = await startCoordinator();
afterAll(coordinator.close);

const send = async (
  method: string,
  path: string,
  body?: object,
  options: { headers?: object; token?: string } = {},
) => {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const { headers = {}, ...rest } = options;
  const response = await coordinator.fetch(path, { method, headers: { ...headers }, ...rest, ...init });
  return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
};

it('shows an organization with the policy that holds', async () => {
  expect(await send('GET', '/v1/organization')).toMatchObject({
    status: 200,
    body: {
      id: 1,
      login: 'local',
      githubOwnerId: null,
      policy: {},
      effectivePolicy: {
        enrolment: 'token',
        onBusy: 'refuse',
        newerPush: 'supersede',
        minimumGrantMicroUsd: 100_000,
      },
    },
  });
});

it('changes what is named, of the version that was seen', async () => {
  const change = { login: 'acme', githubOwnerId: 42, policy: { onBusy: 'queue' } };
  const changed = await send('PATCH', '/v1/organization', change, { headers: { 'if-match': '"1"' } });
  expect(changed).toMatchObject({
    status: 200,
    body: { ...change, version: 2, effectivePolicy: { onBusy: 'queue' } },
  });
  expect(await send('PATCH', '/v1/organization', { login: 'late', version: 1 })).toMatchObject({
    status: 412,
    body: { code: 'changed_meanwhile', version: 2 },
  });
  expect((await send('GET', '/v1/organization')).body).toMatchObject({ login: 'acme', githubOwnerId: 42 });
});

it('changes once where two change the same version at once', async () => {
  const { version } = (await send('GET', '/v1/organization')).body;
  const answers = await Promise.all(
    ['one', 'two', 'three'].map(async (login) => send('PATCH', '/v1/organization', { login, version })),
  );
  expect(answers.map(({ status }) => status).sort(ascending)).toEqual([200, 412, 412]);
});

it.each([
  [{}],
  [{ githubOwnerId: -1 }],
  [{ login: 'a b' }],
  [{ policy: { onBusy: 'shout' } }],
  [{ unknown: 1 }],
])('refuses %j', async (change) => {
  expect((await send('PATCH', '/v1/organization', change)).status).toBe(422);
});

it('refuses a policy whose least grant is more than its largest, also of a repository below its organization', async () => {
  const told = {
    status: 422,
    body: {
      code: 'bad_policy',
      detail: expect.stringMatching(/minimumGrantMicroUsd is 20, .* which is 10: /),
    },
  };
  const both = { maxGrantMicroUsd: 10, minimumGrantMicroUsd: 20 };
  expect(await send('PATCH', '/v1/organization', { policy: both })).toMatchObject(told);
  const repository = { id: 71, fullName: 'acme/policy' };
  expect(await send('POST', '/v1/repositories', { ...repository, policy: both })).toMatchObject(told);
  await send('POST', '/v1/repositories', repository);
  await send('PATCH', '/v1/organization', { policy: { maxGrantMicroUsd: 10 } });
  const own = { policy: { minimumGrantMicroUsd: 20 } };
  expect(await send('PATCH', '/v1/repositories/71', own)).toMatchObject(told);
  await send('PATCH', '/v1/organization', { policy: {} });
  expect(await send('PATCH', '/v1/repositories/71', own)).toMatchObject({ status: 200 });
  await coordinator.database.look('delete from repositories where id = 71');
});

it('keeps what is the operator’s from other organizations', async () => {
  const token = newApiToken();
  await coordinator.database.look(`insert into organizations (login) values ('other')`);
  await coordinator.database.look(
    `insert into api_tokens (org_id, id, name, hash, scopes, created_by)
     values (2, 't', 't', decode($1, 'hex'), '{runs:read,settings:write}', 'test')`,
    [hashOf(token)],
  );
  const patch = async (change: object) => send('PATCH', '/v1/organization', change, { token });
  expect(await patch({ githubOwnerId: 43 })).toMatchObject({ status: 403, body: { code: 'operator_only' } });
  expect(await patch({ quotas: { openRuns: 5_000 } })).toMatchObject({ status: 403 });
  expect(await patch({ quotas: { openRuns: 5 } })).toMatchObject({
    status: 200,
    body: { quotas: { openRuns: 5 } },
  });
  expect(await patch({ quotas: {} })).toMatchObject({ status: 403 });
  expect(await patch({ policy: { onBusy: 'queue' } })).toMatchObject({ status: 200 });
});

it('lets one organization alone stand for an owner', async () => {
  await coordinator.database.look('update organizations set github_owner_id = 44 where id = 2');
  expect(await send('PATCH', '/v1/organization', { githubOwnerId: 44 })).toMatchObject({
    status: 409,
    body: { code: 'owner_taken' },
  });
});

it('enrols repositories, takes them out, and pages through them', async () => {
  for (const id of [11, 12, 13])
    expect((await send('POST', '/v1/repositories', { id, fullName: `acme/r${id}` })).status).toBe(201);
  const out = await send('PATCH', '/v1/repositories/12', { isEnrolled: false, version: 1 });
  expect(out).toMatchObject({ status: 200, body: { isEnrolled: false, version: 2 } });
  expect(await send('PATCH', '/v1/repositories/12', { isEnrolled: true, version: 1 })).toMatchObject({
    status: 412,
  });
  const list = async (query: string) =>
    (await send('GET', `/v1/repositories?${query}`)).body['items'] as { id: number }[];
  expect((await list('enrolled=true')).map(({ id }) => id)).toEqual([13, 11]);
  expect((await list('enrolled=false')).map(({ id }) => id)).toEqual([12]);
  const first = (await send('GET', '/v1/repositories?limit=2')).body;
  const rest = await list(`limit=2&cursor=${String(first['nextCursor'])}`);
  expect(rest.map(({ id }) => id)).toEqual([11]);
  expect(await send('PATCH', '/v1/repositories/99', { isEnrolled: true })).toMatchObject({ status: 404 });
});

it('keeps to the quota of repositories', async () => {
  await send('PATCH', '/v1/organization', { quotas: { repositories: 2 } });
  expect(await send('POST', '/v1/repositories', { id: 14, fullName: 'acme/r14' })).toMatchObject({
    status: 403,
    body: { code: 'quota', quota: 'repositories', limit: 2, used: 2 },
  });
  expect(await send('PATCH', '/v1/repositories/12', { isEnrolled: true })).toMatchObject({ status: 403 });
  expect((await send('POST', '/v1/repositories', { id: 13, fullName: 'acme/r13' })).status).toBe(201);
});
