import { afterAll, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../runner-pool/database/database.ts';
import { firstStart } from '../../../../runner-pool/services/first-start.ts';
import { createStorageGate } from '../../../../runner-pool/services/storage-gate.ts';
import { incompleteRuns } from '../../../../runner-pool/store/attempts.ts';
import { insertEvents } from '../../../../runner-pool/store/events.ts';
import { startCoordinator, type TestCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';
import { leaseHands } from '../../../helpers/coordinator/leases.ts';
import { admissionRequest, ask } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
const { look, url } = coordinator.database;
const hands = leaseHands(coordinator);
const database = openDatabase({ url, replicaUrl: null, connections: 2 });
afterAll(async () => {
  await hands.mustHold();
  await hands.close();
  await database.close();
  await coordinator.close();
});
const limit = 10_000;
await look('update organization_settings set quotas = $1', [{ storedBytes: limit }]);

interface Sent {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function begin(
  subject: string,
  at: Pick<TestCoordinator, 'fetch'> = coordinator,
): Promise<(...seqs: readonly number[]) => Promise<Sent>> {
  const { body: admission } = await ask(at, admissionRequest({ subject }));
  return async (...seqs) => {
    const time = '2026-11-01T10:00:00.000Z';
    const events = seqs.map((seq) => ({ seq, at: time, type: 'action.step', data: 'x'.repeat(3_000) }));
    const init = { method: 'POST', token: admission.runToken, body: JSON.stringify({ events }) };
    const answer = await at.fetch(`/v1/runs/${admission.runId}/events`, init);
    return { status: answer.status, body: (await answer.json()) as Sent['body'] };
  };
}

it('stores events up to the quota, then ends the journal with a line that says so', async () => {
  const send = await begin('pr-1');
  expect(await send(1, 2)).toEqual({ status: 200, body: { acknowledgedSeq: 2 } });
  const stopped = await send(3, 4);
  expect(stopped).toMatchObject({
    status: 413,
    body: { code: 'event_limit', quota: 'storedBytes', limit, used: 6_004, acknowledgedSeq: 3 },
  });
  expect(stopped.body['detail']).toContain(`The organization's quota for storedBytes is ${limit}`);
  expect(await send(3, 4)).toMatchObject({ status: 413, body: { acknowledgedSeq: 3 } });
  const rows = await look<{ seq: number; type: string }>('select seq, type from events order by seq');
  expect(rows.map(({ seq, type }) => `${seq} ${type}`)).toEqual([
    '1 action.step',
    '2 action.step',
    '3 coordinator.journal_cut',
  ]);
});

it('counts what is new alone, whatever is sent again with it', async () => {
  const other = await startCoordinator();
  onTestFinished(other.close);
  await other.database.look('update organization_settings set quotas = $1', [{ storedBytes: 50_000 }]);
  const send = await begin('pr-1', other);
  for (const seq of [4, 5, 6, 7, 8]) expect((await send(1, 2, 3, seq)).status).toBe(200);
  expect((await (await begin('pr-2', other))(1, 2)).status).toBe(200);
});

it('lets a run go on whose journal is cut, and says again why', async () => {
  const [run] = await look<{ id: string }>("select id from runs where subject = 'pr-1'");
  const event = {
    seq: 9,
    atMs: Date.now(),
    type: 'action.step',
    data: '{}',
    bytes: 2,
    ledger: null,
    blobId: null,
  };
  const again = await insertEvents(database, {
    ...{ orgId: coordinator.orgId, runId: run?.id ?? '', events: [event], blobs: [], blobStore: 'postgres' },
    ...{
      pieceBytes: 1,
      pieces: Buffer.of(),
      limits: { events: 100, bytes: 10 * limit },
      indexAfterSeconds: 0,
    },
  });
  expect(again).toMatchObject({
    stored: 0,
    refused: 1,
    cutReason: expect.stringContaining('quota for storedBytes'),
  });
  const [row] = await look("select cancel_requested_at from runs where subject = 'pr-1'");
  expect(row).toEqual({ cancel_requested_at: null });
});

it('ends a journal with a gap behind all that there is of it, and acknowledges no more than there was', async () => {
  const send = await begin('pr-2');
  expect((await send(2)).body).toEqual({ acknowledgedSeq: 0 });
  expect(await send(3)).toMatchObject({ status: 413, body: { acknowledgedSeq: 0 } });
  const rows = await look(
    "select e.seq from events e join runs r on r.id = e.run_id where r.subject = 'pr-2'",
  );
  expect(rows).toEqual([{ seq: 2 }, { seq: 3 }]);
});

it('looks for no artifact of a journal that was cut', async () => {
  for (const { id } of await look<{ id: string }>('select id from runs')) await hands.age(id, 60);
  await hands.sweep();
  await look('update runs set last_seq = 100');
  await look('update repositories set installation_id = 1');
  const orgId = coordinator.orgId;
  const found = await database.inOrganization(orgId, async (tx) =>
    incompleteRuns(tx, { orgId, days: 1, limit: 10 }),
  );
  expect(found).toEqual([]);
});

it('looks again after a while, and forgets what it stored itself once that is counted', async () => {
  // Without a coordinator, whose sweep would count as well.
  const alone = await createTestDatabase();
  const database = openDatabase({ url: alone.url, replicaUrl: null, connections: 2 });
  onTestFinished(async () => {
    await database.close();
    await alone.drop();
  });
  await firstStart(database);
  const { look } = alone;
  await look('update organization_settings set quotas = $1', [{ storedBytes: limit }]);
  const orgId = 1;
  let nowMs = 0;
  const gate = createStorageGate({ database, clock: () => nowMs });
  expect(await gate.check(orgId, limit)).toBeNull();
  gate.note(orgId, 4_000);
  expect(await gate.check(orgId, limit - 3_999)).toMatchObject({ used: 4_000 });
  await look(counted, [orgId]);
  expect(await gate.check(orgId, limit - 4_000)).toBeNull();
  nowMs = 5_000;
  expect(await gate.check(orgId, 5_001)).toMatchObject({ limit, used: 5_000 });
  expect(await gate.check(orgId, 5_000)).toBeNull();
});

const counted = `insert into organization_usage (org_id, stored_bytes) values ($1, 5000)
  on conflict (org_id) do update set stored_bytes = 5000, counted_at = clock_timestamp()`;
