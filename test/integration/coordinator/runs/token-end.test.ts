import { afterAll, expect, it } from 'vitest';
import type { Admission, AdmissionRequest } from '../../../../contract/admission.ts';
import { createRunTokens } from '../../../../runner-pool/auth/run-token.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { leaseHands } from '../../../helpers/coordinator/leases.ts';
import { admissionRequest, ask, runOf, type TestRun } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
const hands = leaseHands(coordinator);
afterAll(async () => {
  await hands.close();
  await coordinator.close();
});
let subjects = 0;

interface Begun {
  readonly run: TestRun;
  readonly request: AdmissionRequest;
}

async function begin(): Promise<Begun> {
  subjects += 1;
  const request = admissionRequest({ subject: `pr-${subjects}` });
  const { body } = await ask(coordinator, request);
  return { run: runOf(coordinator, body as Admission), request };
}

const endedAgo = async ({ id }: TestRun, minutes: number): Promise<unknown> =>
  coordinator.database.look(
    'update runs set ended_at = now() - make_interval(mins => $2), heartbeat_at = now() - make_interval(mins => $2) where id = $1',
    [id, minutes],
  );
const lose = async (run: TestRun): Promise<void> => {
  await hands.age(run.id, 60);
  await hands.sweep();
};

it('gives a run that has ended tokens for a quarter of an hour, and none that live longer', async () => {
  const { run, request } = await begin();
  await run.finish();
  await endedAgo(run, 10);
  const { runTokenExpiresAt } = await run.beat();
  expect(Date.parse(runTokenExpiresAt)).toBeLessThanOrEqual(Date.now() + 5 * 60_000);
  const repeated = await ask(coordinator, request);
  expect(repeated.status).toBe(200);
  expect(Date.parse(repeated.body.runTokenExpiresAt)).toBeLessThanOrEqual(Date.now() + 5 * 60_000);
});

it('gives it none afterwards, however it asks', async () => {
  const { run, request } = await begin();
  await run.finish();
  await endedAgo(run, 16);
  await expect(run.beat()).rejects.toThrow(/409 .*taken from its artifact.*run_over/);
  expect(await ask(coordinator, request)).toMatchObject({ status: 409, body: { code: 'run_over' } });
});

it('gives one that was only not heard of tokens for a day', async () => {
  const { run } = await begin();
  await lose(run);
  await endedAgo(run, 23 * 60);
  expect((await run.beat()).order).toBe('continue');
  await lose(run);
  await endedAgo(run, 25 * 60);
  await expect(run.beat()).rejects.toThrow('run_over');
});

it('knows a token that was given for less time as long as that', async () => {
  let nowMs = 1_000_000;
  const tokens = createRunTokens(new Uint8Array(32), () => nowMs);
  const { token } = await tokens.issue({ orgId: 1, runId: 'run' }, 60);
  nowMs += 59_000;
  expect(await tokens.verify(token)).toEqual({ orgId: 1, runId: 'run' });
  nowMs += 2_000;
  expect(await tokens.verify(token)).toBeNull();
});

it.each([10_000_001, 2_147_483_647])('refuses to hear of %i lines: no journal has them', async (events) => {
  const { run } = await begin();
  expect(await run.finish({ events })).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
  await expect(run.beat({ lastSeq: events })).rejects.toThrow(/422/);
  expect((await run.finish({ events: 10_000_000 })).status).toBe(200);
});
