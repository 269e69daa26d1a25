import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Policy } from '../../../../contract/policy.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { admissionRequest, ask } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

const change = async (path: string, body: object) =>
  coordinator.fetch(path, { method: 'PATCH', body: JSON.stringify(body) });
const setPolicy = async (policy: Policy) => change('/v1/organization', { policy });
let repositoryId = 600;

beforeEach(async () => {
  repositoryId += 1;
  await setPolicy({});
});

const request = (github = {}) =>
  admissionRequest({
    subject: `pr-${repositoryId}`,
    repository: { id: repositoryId, fullName: `acme/r${repositoryId}` },
    github,
  });

it('enrols the repository of a run that comes with an API token', async () => {
  expect((await ask(coordinator, request())).status).toBe(201);
  const shown = await (await coordinator.fetch(`/v1/repositories/${repositoryId}`)).json();
  expect(shown).toMatchObject({ fullName: `acme/r${repositoryId}`, isEnrolled: true });
});

it('asks for enrolment where the policy lists repositories, and says how', async () => {
  await setPolicy({ enrolment: 'listed' });
  const refused = await ask(coordinator, request());
  expect(refused).toMatchObject({ status: 403, body: { code: 'not_enrolled' } });
  expect(refused.body['detail']).toContain('POST /v1/repositories');
  await coordinator.fetch('/v1/repositories', {
    method: 'POST',
    body: JSON.stringify({ id: repositoryId, fullName: `acme/r${repositoryId}` }),
  });
  expect((await ask(coordinator, request())).status).toBe(201);
});

it('keeps a repository out that was taken out', async () => {
  await ask(coordinator, request());
  await change(`/v1/repositories/${repositoryId}`, { isEnrolled: false });
  expect(await ask(coordinator, request())).toMatchObject({ status: 403, body: { code: 'not_enrolled' } });
});

it('takes no other name of a repository from whoever holds a token, and says who may tell one', async () => {
  await ask(coordinator, request());
  const renamed = {
    ...request(),
    subject: 'other',
    repository: { id: repositoryId, fullName: 'acme/renamed' },
  };
  const refused = await ask(coordinator, renamed);
  const known = `acme/r${repositoryId}`;
  expect(refused).toMatchObject({ status: 409, body: { code: 'another_name', id: repositoryId, known } });
  expect(refused.body['detail']).toContain('id-token: write');
  const shown = await (await coordinator.fetch(`/v1/repositories/${repositoryId}`)).json();
  expect(shown).toMatchObject({ fullName: known });
  const inCapitals = { ...renamed, repository: { id: repositoryId, fullName: known.toUpperCase() } };
  expect((await ask(coordinator, inCapitals)).status).toBe(201);
});

it.each<[string, Policy, object, number]>([
  ['an event that is named', { events: ['pull_request'] }, {}, 201],
  ['an event that is named with its action', { events: ['pull_request.opened'] }, {}, 201],
  ['an event with another action', { events: ['pull_request.closed'] }, {}, 403],
  ['an event that is not named', { events: ['push'] }, {}, 403],
  ['a workflow that is named', { workflowRefs: ['acme/*/review.yml@refs/heads/main'] }, {}, 201],
  ['a workflow on another branch', { workflowRefs: ['acme/*/review.yml@refs/heads/release'] }, {}, 403],
  ['no workflow', { workflowRefs: ['acme/*'] }, { workflowRef: '' }, 403],
  ['a name with more after it', { workflowRefs: ['acme/widgets'] }, { workflowRef: 'acme/widgets2' }, 403],
])('%s', async (_, policy, github, status) => {
  await setPolicy(policy);
  const answer = await ask(coordinator, request(github));
  expect(answer.status).toBe(status);
  expect(answer.body['code']).toBe(status === 403 ? 'policy' : undefined);
});

it('lets the repository’s policy go before the organization’s', async () => {
  await setPolicy({ events: ['push'], maxGrantMicroUsd: 2_000_000 });
  await coordinator.fetch('/v1/repositories', {
    method: 'POST',
    body: JSON.stringify({
      id: repositoryId,
      fullName: `acme/r${repositoryId}`,
      policy: { events: [], limits: { seconds: 60 } },
    }),
  });
  const { status, body } = await ask(coordinator, request());
  expect(status).toBe(201);
  expect(body.grant).toEqual({ microUsd: 2_000_000, turns: null, seconds: 60 });
  expect(body.limits).toEqual({ events: 200_000, bytes: 500_000_000, seconds: 60 });
});

it('keeps to the quota of open runs', async () => {
  const { version } = (await (await coordinator.fetch('/v1/organization')).json()) as { version: number };
  const [{ open } = { open: 0 }] = await coordinator.database.look<{ open: number }>(
    "select count(*)::int as open from runs where state in ('requested', 'running')",
  );
  await change('/v1/organization', { quotas: { openRuns: open }, version });
  expect(await ask(coordinator, request())).toMatchObject({
    status: 403,
    body: { code: 'quota', quota: 'openRuns', limit: open, used: open },
  });
  await change('/v1/organization', { quotas: {} });
  expect((await ask(coordinator, request())).status).toBe(201);
});

it.each([
  ['an unknown member', { enrollment: 'listed' }],
  ['an unknown class of failures', { retry: { bad_mood: { attempts: 1, baseMs: 1, maxMs: 1 } } }],
  ['a limit that is negative', { limits: { seconds: -1 } }],
])('refuses a policy with %s', async (_, policy) => {
  expect((await setPolicy(policy as Policy)).status).toBe(422);
});
