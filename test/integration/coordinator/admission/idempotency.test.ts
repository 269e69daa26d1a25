import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { admissionRequest, ask, runOf } from '../../../helpers/coordinator/runs.ts';

const ascending = (a: number, b: number): number => a - b;

const coordinator = await startCoordinator();
afterAll(coordinator.close);

it('answers the same question again with the same run and a fresh token', async () => {
  const request = admissionRequest({ subject: 'pr-1' });
  const first = await ask(coordinator, request);
  const again = await ask(coordinator, request);
  expect([first.status, again.status]).toEqual([201, 200]);
  const { runToken: _, runTokenExpiresAt: __, ...kept } = first.body;
  expect(again.body).toMatchObject(kept);
  expect((await runOf(coordinator, again.body).beat()).order).toBe('continue');
});

it('takes members in another order for the same body', async () => {
  const request = admissionRequest({ subject: 'pr-2' });
  const { runId, grant, ...rest } = request;
  const { microUsd, turns, seconds } = grant;
  await ask(coordinator, request);
  expect((await ask(coordinator, { ...rest, grant: { seconds, turns, microUsd }, runId })).status).toBe(200);
});

it('admits once, however many ask at once', async () => {
  const request = admissionRequest({ subject: 'pr-3' });
  const answers = await Promise.all(Array.from({ length: 20 }, async () => ask(coordinator, request)));
  expect(answers.map(({ status }) => status).sort(ascending)).toEqual([...Array(19).fill(200), 201]);
  expect(new Set(answers.map(({ body }) => body.session.epoch))).toEqual(new Set([1]));
  const [{ reserved } = {}] = await coordinator.database.look<{ reserved: string }>(
    "select reserved_micro_usd as reserved from spending where scope = 'subject' and scope_ref = '500/pr-3' limit 1",
  );
  expect(Number(reserved)).toBe(5_000_000);
});

it('refuses another body under the same key', async () => {
  const request = admissionRequest({ subject: 'pr-4' });
  await ask(coordinator, request);
  const other = await ask(coordinator, { ...request, model: 'another' });
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_mismatch' } });
  expect(other.body['detail']).toContain(`The run id ${request.runId} was used with another body.`);
  const keyed = admissionRequest({ subject: 'pr-4k' });
  await ask(coordinator, keyed, { key: 'key-4' });
  const again = await ask(coordinator, { ...keyed, model: 'another' }, { key: 'key-4' });
  expect(again.body['detail']).toContain('The Idempotency-Key key-4 was used with another body.');
});

it('admits nobody with nothing to spend, unless the policy says that it is enough', async () => {
  const grant = { microUsd: 0, turns: null, seconds: 60 };
  const request = admissionRequest({ subject: 'pr-0', grant });
  expect(await ask(coordinator, request)).toMatchObject({
    status: 422,
    body: { code: 'no_grant', detail: expect.stringContaining('Ask for 100000 or more') },
  });
  const change = async (policy: object) =>
    coordinator.fetch('/v1/organization', { method: 'PATCH', body: JSON.stringify({ policy }) });
  await change({ minimumGrantMicroUsd: 0 });
  expect((await ask(coordinator, request)).status).toBe(201);
  await change({});
});

it('refuses a run id that was admitted under another key', async () => {
  const request = admissionRequest({ subject: 'pr-5' });
  await ask(coordinator, request, { key: 'one' });
  expect(await ask(coordinator, request, { key: 'two' })).toMatchObject({
    status: 422,
    body: { code: 'idempotency_mismatch' },
  });
});

it('admits one of two that ask for the same run id under two keys at once', async () => {
  const request = admissionRequest({ subject: 'pr-6', session: 'new' });
  const answers = await Promise.all(
    Array.from({ length: 8 }, async (_, number) => ask(coordinator, request, { key: `key-${number}` })),
  );
  expect(answers.map(({ status }) => status).sort(ascending)).toEqual([201, ...Array(7).fill(422)]);
});

it('shows the present state in a repeat, also when the run is over', async () => {
  const request = admissionRequest({ subject: 'pr-7' });
  const run = runOf(coordinator, (await ask(coordinator, request)).body);
  await run.finish();
  expect((await ask(coordinator, request)).body.state).toBe('succeeded');
});

it.each([
  ['a key with a space', { 'idempotency-key': 'a b' }],
  ['a key that is too long', { 'idempotency-key': 'k'.repeat(201) }],
])('refuses %s', async (_, headers) => {
  const response = await coordinator.fetch('/v1/runs', {
    method: 'POST',
    body: JSON.stringify(admissionRequest()),
    headers,
  });
  expect(response.status).toBe(422);
});

it.each([
  ['a run id with a slash', { runId: 'a/b' }],
  ['a negative grant', { grant: { microUsd: -1, turns: null, seconds: 1 } }],
  ['a grant that is no whole number', { grant: { microUsd: 1.5, turns: null, seconds: 1 } }],
  ['an unknown task', { task: 'sing' }],
  ['a subject of 201 characters', { subject: 'x'.repeat(201) }],
  ['a session that is no id', { session: '../..' }],
])('refuses %s', async (_, change) => {
  const answer = await ask(coordinator, { ...admissionRequest(), ...change } as never);
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
});
