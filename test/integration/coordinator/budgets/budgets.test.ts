import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { admissionRequest, ask, startRun } from '../../../helpers/coordinator/runs.ts';

const ascending = (a: number, b: number): number => a - b;

const coordinator = await startCoordinator();
afterAll(coordinator.close);

interface Shown extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly version: number;
}
const send = async (method: string, path: string, body?: object, headers = {}) => {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await coordinator.fetch(path, { method, headers, ...init });
  const text = await response.text();
  return {
    status: response.status,
    etag: response.headers.get('etag'),
    body: (text && JSON.parse(text)) as Shown,
  };
};
const make = async (budget: object) => (await send('POST', '/v1/budgets', budget)).body;

it('shows what is spent, reserved and left, warns from 80% on, and says when it is short', async () => {
  const at = { subject: 'pr-1' };
  const { id } = await make({
    scope: 'subject',
    scopeRef: '500/pr-1',
    period: 'month',
    limitMicroUsd: 1_000_000,
  });
  const budget = async () => (await send('GET', `/v1/budgets/${id}`)).body;
  expect(await budget()).toMatchObject({ spentMicroUsd: 0, reservedMicroUsd: 0, level: 'ok' });
  const first = await startRun(coordinator, {
    ...at,
    grant: { microUsd: 700_000, turns: null, seconds: 60 },
  });
  expect(await budget()).toMatchObject({
    reservedMicroUsd: 700_000,
    remainingMicroUsd: 300_000,
    level: 'ok',
  });
  await first.finish({ costMicroUsd: 800_000 });
  expect(await budget()).toMatchObject({
    spentMicroUsd: 800_000,
    reservedMicroUsd: 0,
    remainingMicroUsd: 200_000,
    level: 'warning',
    periodEnd: expect.stringMatching(/^\d{4}-\d\d-01$/),
  });
  const second = await startRun(coordinator, at);
  expect(second.admission.grant.microUsd).toBe(200_000);
  expect(await budget()).toMatchObject({ remainingMicroUsd: 0, level: 'short' });
});

it('counts what was spent before there was a budget', async () => {
  const run = await startRun(coordinator, { subject: 'pr-2' });
  await run.finish({ costMicroUsd: 900_000 });
  const ref = { scope: 'session', scopeRef: run.admission.session.id, period: 'total' };
  expect(await make({ ...ref, limitMicroUsd: 1_000_000 })).toMatchObject({
    spentMicroUsd: 900_000,
    periodEnd: null,
  });
});

it('refuses what is less than the smallest grant of use, unless less was asked for', async () => {
  await make({ scope: 'subject', scopeRef: '500/pr-3', period: 'total', limitMicroUsd: 90_000 });
  expect((await ask(coordinator, admissionRequest({ subject: 'pr-3' }))).status).toBe(402);
  const small = { microUsd: 80_000, turns: null, seconds: 60 };
  expect((await ask(coordinator, admissionRequest({ subject: 'pr-3', grant: small }))).status).toBe(201);
});

it('starts each calendar month anew, and goes on with a total', async () => {
  const run = await startRun(coordinator, { subject: 'pr-4' });
  await run.finish({ costMicroUsd: 500_000 });
  await coordinator.database.look(
    `update spending set period_start = '2020-01-01' where scope = 'subject' and scope_ref = '500/pr-4' and period_start > '2000-01-01'`,
  );
  const at = { scope: 'subject', scopeRef: '500/pr-4', limitMicroUsd: 600_000 };
  expect(await make({ ...at, period: 'month' })).toMatchObject({ spentMicroUsd: 0 });
  expect(await make({ ...at, period: 'total' })).toMatchObject({ spentMicroUsd: 500_000 });
});

it('ends a waiting run whose turn comes when the money is gone', async () => {
  const at = { subject: 'pr-5' };
  const { id } = await make({
    scope: 'subject',
    scopeRef: '500/pr-5',
    period: 'total',
    limitMicroUsd: 9_000_000,
  });
  const first = await startRun(coordinator, { ...at, github: { headSha: '1'.repeat(40) } });
  const waiting = await startRun(coordinator, { ...at, github: { headSha: '2'.repeat(40) } });
  expect(waiting.admission.state).toBe('requested');
  await send('PATCH', `/v1/budgets/${id}`, { limitMicroUsd: 10_000 });
  await first.finish({ costMicroUsd: 10_000 });
  expect(await waiting.beat()).toMatchObject({
    order: 'cancel',
    state: 'budget_exceeded',
    reason: expect.stringContaining('The budget of subject 500/pr-5 is short'),
  });
});

it('changes a limit of the version that was seen alone', async () => {
  const { id, version } = await make({
    scope: 'repository',
    scopeRef: '1',
    period: 'month',
    limitMicroUsd: 5,
  });
  const path = `/v1/budgets/${id}`;
  const changed = await send('PATCH', path, { limitMicroUsd: 6 }, { 'if-match': `"${version}"` });
  expect(changed).toMatchObject({ status: 200, etag: '"2"', body: { limitMicroUsd: 6, version: 2 } });
  const late = await send('PATCH', path, { limitMicroUsd: 7 }, { 'if-match': `"${version}"` });
  expect(late).toMatchObject({ status: 412, body: { code: 'changed_meanwhile', version: 2 } });
  expect(await send('PATCH', path, { limitMicroUsd: 7, version: 1 })).toMatchObject({ status: 412 });
  expect(await send('PATCH', path, { limitMicroUsd: 7 }, { 'if-match': 'W/x' })).toMatchObject({
    status: 422,
  });
  expect(await send('DELETE', path)).toMatchObject({ status: 204 });
  expect(await send('GET', path)).toMatchObject({ status: 404 });
  expect(await send('DELETE', path)).toMatchObject({ status: 404 });
});

it('keeps one budget for one thing and period', async () => {
  const budget = { scope: 'organization', period: 'month', limitMicroUsd: 900_000_000 };
  const answers = await Promise.all([1, 2, 3].map(async () => send('POST', '/v1/budgets', budget)));
  expect(answers.map(({ status }) => status).sort(ascending)).toEqual([201, 409, 409]);
});

it.each([
  ['organization', '5'],
  ['repository', ''],
  ['repository', 'acme/widgets'],
  ['subject', 'pr-1'],
  ['session', 'short'],
  ['user', 'dev'],
])('refuses a budget of scope %s for "%s", and says what it must be', async (scope, scopeRef) => {
  const answer = await send('POST', '/v1/budgets', { scope, scopeRef, period: 'month', limitMicroUsd: 1 });
  expect(answer).toMatchObject({ status: 422, body: { code: 'bad_scope_ref' } });
});

it('lists budgets page by page, each once', async () => {
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await send('GET', `/v1/budgets?limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...(body['items'] as Shown[]).map(({ id }) => id));
    cursor = body['nextCursor'] as string | null;
  }
  const all = await coordinator.database.look<{ id: string }>('select id from budgets');
  expect(seen.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
});
