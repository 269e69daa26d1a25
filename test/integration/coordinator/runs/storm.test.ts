import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { leaseHands } from '../../../helpers/coordinator/leases.ts';
import { admissionRequest, ask, runOf, type TestRun } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
const hands = leaseHands(coordinator);
afterAll(async () => {
  await hands.close();
  await coordinator.close();
});

/** The same numbers each time (mulberry32), so that a failure can be looked at again; the interleaving is the machine's. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const refusals = [201, 402, 409];

it('keeps every invariant while twelve workers and two sweeps do everything at once', async () => {
  const send = async (path: string, method: string, body: object) =>
    coordinator.fetch(path, { method, body: JSON.stringify(body) });
  await send('/v1/organization', 'PATCH', { policy: { onBusy: 'queue' } });
  await send('/v1/budgets', 'POST', { scope: 'organization', period: 'month', limitMicroUsd: 20_000_000 });
  await send('/v1/budgets', 'POST', {
    scope: 'subject',
    scopeRef: '500/pr-1',
    period: 'total',
    limitMicroUsd: 9_000_000,
  });
  const runs: TestRun[] = [];
  const seen = new Map<number, number>();
  let isOver = false;

  const step = async (next: (below: number) => number): Promise<void> => {
    const run = runs[next(runs.length + 1)];
    const doing = next(10);
    if (run === undefined || doing < 3) {
      const head = next(4) + 1;
      const answer = await ask(
        coordinator,
        admissionRequest({
          subject: `pr-${next(3)}`,
          task: next(3) === 0 ? 'respond' : 'review',
          grant: { microUsd: 200_000 + next(800_000), turns: null, seconds: 600 },
          github: { runId: head, headSha: String(head).repeat(40) },
        }),
      );
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      if (answer.status === 201) runs.push(runOf(coordinator, answer.body));
    } else if (doing < 7) await run.beat({ spentMicroUsd: next(150_000) });
    else if (doing === 7) {
      const { status } = await run.finish({ costMicroUsd: next(200_000) });
      if (status !== 200) throw new Error(`finish: ${status}`);
    } else if (doing === 8) await send(`/v1/runs/${run.id}/cancel`, 'POST', {});
    else await hands.age(run.id, 31);
  };
  const worker = async (seed: number): Promise<void> => {
    const next = numbers(seed);
    for (let count = 0; count < 50; count++) await step(next);
  };
  const sweeper = async (): Promise<void> => {
    while (!isOver) await hands.sweep();
  };
  const checker = async (): Promise<void> => {
    while (!isOver) await hands.mustHold();
  };
  const beside = Promise.all([sweeper(), sweeper(), checker()]);
  await Promise.all(Array.from({ length: 12 }, async (_, seed) => worker(seed))).finally(() => {
    isOver = true;
  });
  await beside;

  expect([...seen.keys()].filter((status) => !refusals.includes(status))).toEqual([]);
  expect(seen.get(201)).toBeGreaterThan(20);
  await Promise.all(runs.map(async (run) => run.finish()));
  expect(await hands.violations()).toEqual([]);
  const [after] = await coordinator.database.look(
    `select (select count(*)::int from runs where state in ('requested', 'running', 'lost')) as open,
       (select coalesce(sum(reserved_micro_usd), 0)::int from spending) as reserved,
       (select count(*)::int from sessions where lease_run_id is not null) as leases`,
  );
  expect(after).toEqual({ open: 0, reserved: 0, leases: 0 });
}, 120_000);
