import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { createRedactor } from '../../../../contract/redact/redactor.ts';
import { admitRun } from '../../../../runner-pool/services/admit-run.ts';
import { cancelRun } from '../../../../runner-pool/services/cancel-run.ts';
import { finishRun } from '../../../../runner-pool/services/finish-run.ts';
import { firstStart } from '../../../../runner-pool/services/first-start.ts';
import { heartbeat } from '../../../../runner-pool/services/heartbeat.ts';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';
import { leaseHands } from '../../../helpers/coordinator/leases.ts';
import { admissionRequest, reportOf } from '../../../helpers/coordinator/runs.ts';
import * as model from './model.ts';

const database = await createTestDatabase();
const hands = leaseHands({ database });
const deps = {
  database: hands.database,
  redact: createRedactor({ secrets: [], patterns: false }),
  clock: Date.now,
  tasks: { nudge: () => undefined },
  log: { info: () => undefined, warn: () => undefined },
};
await firstStart(hands.database);
const orgId = 1;
afterAll(async () => {
  await hands.close();
  await database.drop();
});

/** Of those that are there. */
const pick = { run: fc.nat(99), spent: fc.nat(900_000) };
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('admit' as const),
      subject: fc.constantFrom('pr-1', 'pr-1', 'pr-2'),
      task: fc.constantFrom('review', 'review', 'review', 'respond', 'plan'),
      head: fc.integer({ min: 1, max: 4 }),
      asked: fc.integer({ min: 100_000, max: 1_500_000 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('beat' as const), ...pick, isOldEpoch: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('finish' as const), ...pick, isGood: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), run: pick.run }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('age' as const), run: pick.run }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'sweep' as const }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

it('holds what a simple model says, whatever runs ask, in whatever order, and no invariant is ever broken', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40, size: 'max' }), async (commands) => {
      await begin();
      const state = model.newModel();
      for (const one of commands) {
        await carryOut(state, one);
        expect(await held()).toEqual(expected(state));
        expect(await hands.violations()).toEqual([]);
      }
    }),
    { numRuns: 30, endOnFailure: false },
  );
}, 240_000);

async function begin(): Promise<void> {
  await database.look(
    'truncate repositories, sessions, runs, spending, reservations, budgets, outbox cascade',
  );
  await database.look(
    `insert into budgets (org_id, id, scope, scope_ref, period, limit_micro_usd) values (1, 'b', 'organization', '', 'total', $1)`,
    [model.limitMicroUsd],
  );
  await database.look('update organization_settings set policy = $1', [
    { onBusy: 'queue', minimumGrantMicroUsd: model.neededMicroUsd },
  ]);
}

async function carryOut(state: model.Model, one: Command): Promise<void> {
  if (one.kind === 'admit') return admit(state, one);
  if (one.kind === 'sweep') {
    await hands.sweep();
    return model.sweep(state);
  }
  const run = [...state.runs.values()][one.run % Math.max(state.runs.size, 1)];
  if (run === undefined) return;
  const runId = run.id;
  switch (one.kind) {
    case 'beat': {
      const heard = { epoch: one.isOldEpoch ? Math.max(run.epoch - 1, 0) : run.epoch, spent: one.spent };
      const answer = await heartbeat(deps, {
        orgId,
        runId,
        epoch: heard.epoch,
        spentMicroUsd: heard.spent,
        lastSeq: 0,
      });
      return same(answer?.order, model.beat(state, run, heard));
    }
    case 'finish': {
      const { spent, isGood } = one;
      const conclusion = isGood ? 'success' : 'failure';
      const failureClass = isGood ? null : 'internal';
      const report = reportOf(runId, { conclusion, failureClass, costMicroUsd: spent });
      await finishRun(deps, { orgId, runId, report });
      return model.finish(state, run, one);
    }
    case 'cancel':
      await cancelRun(deps, { orgId, runId, reason: 'Cancelled.' });
      return model.cancel(state, run);
    case 'age':
      await hands.age(runId, 31);
      run.isSilent = true;
      return;
    default:
      one satisfies never;
  }
}

async function admit(
  state: model.Model,
  { head, asked, ...of }: Extract<Command, { kind: 'admit' }>,
): Promise<void> {
  const { subject, task } = of;
  const id = `run-${String(state.runs.size).padStart(3, '0')}`;
  const request = admissionRequest({
    runId: id,
    subject,
    task,
    grant: { microUsd: asked, turns: null, seconds: 3_600 },
    github: { runId: head, headSha: String(head).repeat(40) },
  });
  const by = { orgId, name: 'token:test', job: null };
  const outcome = await admitRun(deps, { request, idempotencyKey: id, by });
  const said = outcome.kind === 'admitted' ? outcome.admission.state : outcome.kind;
  const expects = model.admit(state, { id, subject, task, head, asked });
  same(said, expects === 'superseded' ? 'busy' : expects);
}

function same(said: unknown, expects: unknown): void {
  if (said !== expects) throw new Error(`${String(said)}, where the model says ${String(expects)}`);
}

async function held(): Promise<unknown> {
  const runs = await database.look(
    `select id, state, coalesce(epoch, 0)::int as epoch, grant_micro_usd::int as grant, spent_micro_usd::int as spent,
       settled_micro_usd::int as settled, cancel_requested_at is not null as "isTold" from runs order by id`,
  );
  const sessions = await database.look(
    'select subject, lease_run_id as holder, lease_epoch::int as epoch from sessions order by subject',
  );
  const [total] = await database.look(
    `select reserved_micro_usd::int as reserved, spent_micro_usd::int as settled from spending
     where scope = 'organization' and period_start = '0001-01-01'`,
  );
  return { runs, sessions, total: total ?? { reserved: 0, settled: 0 } };
}

function expected({ runs, sessions }: model.Model): unknown {
  const all = [...runs.values()];
  const sum = (of: 'reserved' | 'settled') => all.reduce((total, run) => total + run[of], 0);
  return {
    runs: all.map(({ id, state, epoch, grant, spent, settled, isTold }) => ({
      id,
      state,
      epoch,
      grant,
      spent,
      settled,
      isTold,
    })),
    sessions: [...sessions]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([subject, session]) => ({ subject, ...session })),
    total: { reserved: sum('reserved'), settled: sum('settled') },
  };
}
