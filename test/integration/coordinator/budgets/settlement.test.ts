import { afterAll, afterEach, expect, it } from 'vitest';
import type { Admission } from '../../../../contract/admission.ts';
import { addTask } from '../../../../runner-pool/store/outbox.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { leaseHands } from '../../../helpers/coordinator/leases.ts';
import { admissionRequest, ask, runOf, type TestRun } from '../../../helpers/coordinator/runs.ts';
import { until } from '../../../helpers/coordinator/until.ts';

const coordinator = await startCoordinator();
const hands = leaseHands(coordinator);
afterAll(async () => {
  await hands.close();
  await coordinator.close();
});
afterEach(hands.mustHold);

const worstCall = 40_000_000;
const grant = 5_000_000;
let subjects = 0;

interface Begun extends TestRun {
  /** Lines of the journal that tell of calls of the model, from this seq on. */
  readonly tellCalls: (costs: readonly number[], fromSeq?: number) => Promise<number>;
}

async function begin(): Promise<Begun> {
  subjects += 1;
  const { body } = await ask(coordinator, admissionRequest({ subject: `pr-${subjects}` }));
  const run = runOf(coordinator, body as Admission);
  return {
    ...run,
    tellCalls: async (costs, fromSeq = 1) => {
      const events = costs.map((costMicroUsd, index) => call(fromSeq + index, costMicroUsd));
      const init = { method: 'POST', token: body.runToken, body: JSON.stringify({ events }) };
      return (await coordinator.fetch(`/v1/runs/${run.id}/events`, init)).status;
    },
  };
}

function call(seq: number, costMicroUsd: number): object {
  const at = '2026-11-01T10:00:00.000Z';
  const tokens = { input: 1, output: 1, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  const entry = {
    ...{ at, model: 'claude-test', requestId: null, tokens, costMicroUsd, pricesDated: '2026-11-01' },
    ...{ unknownModel: false, estimated: false, status: 200, durationMs: 1, firstByteMs: 1 },
  };
  return { seq, at, type: 'action.model_call', data: entry };
}

const shown = async ({ id }: TestRun) =>
  (await (await coordinator.fetch(`/v1/runs/${id}`)).json()) as Readonly<Record<string, unknown>>;
const booked = async ({ admission }: TestRun): Promise<number> => {
  const [row] = await coordinator.database.look<{ spent: number }>(
    `select spent_micro_usd::float8 as spent from spending where scope = 'session' and scope_ref = $1 and period_start = '0001-01-01'`,
    [admission.session.id],
  );
  return row?.spent ?? -1;
};

it.each([
  ['the report', { report: 900, heartbeat: 100, ledger: [200, 300] }],
  ['a heartbeat', { report: 100, heartbeat: 900, ledger: [200, 300] }],
  ['the ledger', { report: 100, heartbeat: 200, ledger: [400, 500] }],
])('books what %s tells, where that is the most', async (_, { report, heartbeat, ledger }) => {
  const run = await begin();
  expect(await run.tellCalls(ledger)).toBe(200);
  await run.beat({ spentMicroUsd: heartbeat });
  await run.finish({ costMicroUsd: report, events: ledger.length });
  expect([await booked(run), await shown(run)]).toMatchObject([
    900,
    { spentMicroUsd: 900, spendOverGrantMicroUsd: 0 },
  ]);
});

it('books a lost run by its ledger, where its heartbeats told less', async () => {
  const run = await begin();
  await run.beat({ spentMicroUsd: 10 });
  await run.tellCalls([700]);
  await hands.age(run.id, 31);
  await hands.sweep();
  expect([await booked(run), await shown(run)]).toMatchObject([700, { state: 'lost' }]);
});

it('books what the ledger tells after the end', async () => {
  const run = await begin();
  await run.finish({ costMicroUsd: 100, events: 2 });
  expect(await booked(run)).toBe(100);
  await run.tellCalls([300, 400]);
  await hands.database.inDirectory(async (tx) =>
    addTask(tx, { orgId: coordinator.orgId, kind: 'index-run', ref: run.id }),
  );
  await until(async () => (await booked(run)) === 700);
});

it.each<[string, (run: Begun) => Promise<unknown>]>([
  ['its report', async (run) => run.finish({ costMicroUsd: 100_000_000_000 })],
  [
    'a heartbeat',
    async (run) => {
      await run.beat({ spentMicroUsd: 100_000_000_000 });
      await run.finish();
    },
  ],
  [
    'its ledger',
    async (run) => {
      await run.tellCalls(Array.from({ length: 1_000 }, () => 1_000_000_000_000_000));
      await run.tellCalls(
        Array.from({ length: 1_000 }, () => 1_000_000_000_000_000),
        1_001,
      );
      await run.finish({ events: 2_000 });
    },
  ],
])('books no more than the grant and one call, whatever %s tells, and notes the rest', async (_, tell) => {
  const run = await begin();
  await tell(run);
  expect(await booked(run)).toBe(grant + worstCall);
  expect(await shown(run)).toMatchObject({
    spentMicroUsd: grant + worstCall,
    spendOverGrantMicroUsd: 100_000_000_000 - grant - worstCall,
  });
});

it('counts nothing twice when a run says again what was too much', async () => {
  const run = await begin();
  await run.beat({ spentMicroUsd: 60_000_000 });
  await hands.age(run.id, 31);
  await hands.sweep();
  expect(await run.beat({ spentMicroUsd: 60_000_000 })).toMatchObject({
    order: 'cancel',
    reason: 'The run has spent more than its grant.',
  });
  await run.finish({ costMicroUsd: 61_000_000 });
  expect(await booked(run)).toBe((await shown(run))['spentMicroUsd']);
  const [row] = await coordinator.database.look<{ said: number }>(
    'select (settled_micro_usd + over_grant_micro_usd)::float8 as said from runs where id = $1',
    [run.id],
  );
  expect(row?.said).toBe(61_000_000);
});

it('tells a run to end that says it went further beyond its grant than one call can', async () => {
  const run = await begin();
  expect(await run.beat({ spentMicroUsd: grant + worstCall })).toMatchObject({ order: 'continue' });
  const told = { order: 'cancel', reason: 'The run has spent more than its grant.' };
  expect(await run.beat({ spentMicroUsd: grant + worstCall + 1 })).toMatchObject(told);
  expect(await run.beat({ spentMicroUsd: 0 })).toMatchObject(told);
  await run.finish({ conclusion: 'cancelled', failureClass: 'cancelled' });
});
