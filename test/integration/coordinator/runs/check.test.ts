import { afterAll, beforeEach, expect, it } from 'vitest';
import { checkCommand } from '../../../../runner-pool/commands/check.ts';
import { readConfig } from '../../../../runner-pool/config.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { leaseHands } from '../../../helpers/coordinator/leases.ts';
import { startRun, type TestRun } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
const hands = leaseHands(coordinator);
afterAll(async () => {
  await hands.close();
  await coordinator.close();
});
let run: TestRun;
let number = 0;

beforeEach(async () => {
  await coordinator.database.look('truncate runs, sessions, spending cascade');
  number += 1;
  run = await startRun(coordinator, { subject: `pr-${number}` });
  await hands.mustHold();
});

/** Each way of breaking the database, and the rule that sees it. */
it.each<[string, string]>([
  [
    'a lease is held by a running run with the session’s epoch',
    "update runs set state = 'lost', ended_at = now()",
  ],
  ['a lease is held by a running run with the session’s epoch', 'update sessions set lease_epoch = 9'],
  [
    'a running run holds its session’s lease',
    'update sessions set lease_run_id = null, lease_expires_at = null',
  ],
  ['no lease outlives its time', "update sessions set lease_expires_at = now() - interval '61 seconds'"],
  ['no run is ahead of its session’s epoch', 'update runs set epoch = 9'],
  [
    'what is reserved is the sum of the reservations',
    'update spending set reserved_micro_usd = reserved_micro_usd + 1',
  ],
  ['what is reserved is the sum of the reservations', 'delete from reservations where true'],
  ['what is spent is the sum of what runs were settled with', 'update spending set spent_micro_usd = 1'],
  ['what is spent is the sum of what runs were settled with', 'update runs set settled_micro_usd = 1'],
  ['only a running run has money reserved', "update runs set state = 'failed', ended_at = now()"],
  ['a running run has its grant reserved, less what is settled', 'update runs set grant_micro_usd = 1'],
  ['a run that is over is settled in full', "update runs set state = 'failed', ended_at = now()"],
  [
    'every line up to the acknowledged one is stored, and the next is not',
    'update runs set acknowledged_seq = 1',
  ],
  [
    'every line up to the acknowledged one is stored, and the next is not',
    `insert into events (org_id, run_id, seq, at, type, data, bytes) select org_id, id, 1, now(), 'x', '{}', 2 from runs`,
  ],
  ['the count of stored lines is true', 'update runs set stored_events = 1'],
])('sees where it is not true that %s', async (rule, breaking) => {
  // The coordinator's own sweep mends some of it within seconds: broken and looked at in one statement's time each.
  await coordinator.database.look(breaking);
  const found = await hands.violations();
  expect(found.map((one) => one.rule)).toContain(rule);
  expect(found.every(({ orgId }) => orgId === 1)).toBe(true);
});

it('says of every rule whether it holds, beside a coordinator that runs', async () => {
  const config = readConfig({ DATABASE_URL: coordinator.database.url, ENCRYPTION_KEY: '00'.repeat(32) });
  if ('faults' in config) throw new Error(config.faults.join('\n'));
  const good = await checkCommand(config);
  expect(good.exitCode).toBe(0);
  const lines = (good.stdout ?? '').trimEnd().split('\n');
  expect(lines.at(-1)).toBe(`All ${lines.length - 1} hold.`);
  expect(lines).toContain('ok      no lease outlives its time');
  expect(lines.slice(0, -1).every((line) => line.startsWith('ok      '))).toBe(true);
  await coordinator.database.look('update runs set stored_events = 1');
  const broken = await checkCommand(config);
  expect(broken.exitCode).toBe(1);
  expect(broken.stdout).toContain(
    `\nBROKEN  the count of stored lines is true\n        organization 1: ${run.id}\n1 of ${lines.length - 1} do not hold`,
  );
});

it('sees a run that waits unheard', async () => {
  const next = await startRun(coordinator, { subject: `pr-${number}`, github: { headSha: 'c'.repeat(40) } });
  await hands.age(next.id, 61);
  expect(await hands.violations()).toEqual([{ orgId: 1, rule: 'no run waits unheard', ref: next.id }]);
});

it('sees an epoch that two runs had', async () => {
  await run.finish();
  await startRun(coordinator, { subject: `pr-${number}` });
  await coordinator.database.look('update runs set epoch = 2');
  expect((await hands.violations()).map(({ rule }) => rule)).toContain(
    'each epoch of a session belongs to one run',
  );
});
