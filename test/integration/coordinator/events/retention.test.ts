import { afterAll, expect, it } from 'vitest';
import { archiveRun } from '../../../../runner-pool/services/archive-run.ts';
import { indexRun } from '../../../../runner-pool/services/index-run.ts';
import { sweepRetention } from '../../../../runner-pool/services/sweep-retention.ts';
import { blobServices } from '../../../helpers/coordinator/blob-services.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { type JournalRun, line, lines, startJournal } from '../../../helpers/coordinator/journal.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);
const { look } = coordinator.database;
const services = blobServices(coordinator);
const signal = AbortSignal.timeout(60_000);
const { orgId } = coordinator;

/** A journal with small and large bodies, of a run that ended so many days ago. */
async function oldJournal(days: number): Promise<JournalRun> {
  const run = await startJournal(coordinator);
  await run.send([...lines(700), line(701, { text: 'big '.repeat(9_000) }), line(702, {}, 'action.ended')]);
  await indexRun(services, { orgId, ref: run.id }, signal);
  await end(run, days);
  return run;
}

async function end(run: JournalRun, days: number): Promise<void> {
  await look(
    `update runs set state = 'succeeded', ended_at = now() - make_interval(days => $2) where id = $1`,
    [run.id, days],
  );
}

const read = async (run: JournalRun, query = ''): Promise<Response> =>
  coordinator.fetch(`/v1/runs/${run.id}/events${query}`);
const pages = async (run: JournalRun): Promise<readonly string[]> =>
  Promise.all(
    ['?limit=3', '?after=650', '?after=698&limit=3', '?type=action.', '?after=702'].map(async (query) =>
      (await read(run, query)).text(),
    ),
  );
const counts = async (run: JournalRun) =>
  (
    await look(
      `select (select count(*)::int from events where run_id = $1) as events, (select count(*)::int from event_words where run_id = $1) as words,
         (select count(*)::int from blobs where run_id = $1) as blobs, (select count(*)::int from journal_parts where run_id = $1) as parts`,
      [run.id],
    )
  )[0];

it('moves old journals to an archive that reads the same, and leaves the others', async () => {
  const [old, recent] = [await oldJournal(91), await oldJournal(89)];
  const before = await pages(old);
  await sweepRetention(services, signal);
  const tasks = await look("select ref from outbox where kind = 'archive-run'");
  expect(tasks).toEqual([{ ref: old.id }]);
  for (const { id: ref } of [old, recent]) await archiveRun(services, { orgId, ref }, signal);
  expect(await counts(old)).toEqual({ events: 0, words: 0, blobs: 2, parts: 1 });
  expect(await counts(recent)).toMatchObject({ events: 702, blobs: 1, parts: 0 });
  expect(await pages(old)).toEqual(before);
  const late = await old.send([line(703)]);
  expect([late.status, late.body['code']]).toEqual([409, 'journal_archived']);
});

it('goes on where it was broken off, before and after the archive was whole', async () => {
  const run = await oldJournal(200);
  const before = await pages(run);
  const broken = { ...services, database: { ...services.database, inOrganization: failingAfter(4) } };
  await expect(archiveRun(broken, { orgId, ref: run.id }, signal)).rejects.toThrow('broken off');
  expect(await pages(run)).toEqual(before);
  await archiveRun(services, { orgId, ref: run.id }, signal);
  expect(await pages(run)).toEqual(before);
  await look(
    `insert into events (org_id, run_id, seq, at, type, data, bytes) values (1, $1, 1, now(), 't', '1', 1)`,
    [run.id],
  );
  await archiveRun(services, { orgId, ref: run.id }, signal);
  expect(await counts(run)).toMatchObject({ events: 0, parts: 1 });
});

it('does not take for whole an archive that lacks a line which came late', async () => {
  const run = await startJournal(coordinator);
  await run.send([line(1), line(3)]);
  await end(run, 100);
  let isFirst = true;
  const inOrganization: typeof services.database.inOrganization = async (org, work) => {
    const result = await services.database.inOrganization(org, work);
    // After the part was read.
    if (isFirst && Array.isArray(result) && result.length === 2) {
      isFirst = false;
      await run.send([line(2)]);
    }
    return result;
  };
  const raced = { ...services, database: { ...services.database, inOrganization } };
  await expect(archiveRun(raced, { orgId, ref: run.id }, signal)).rejects.toThrow('changed while');
  await archiveRun(services, { orgId, ref: run.id }, signal);
  const { items } = (await (await read(run)).json()) as { items: { seq: number }[] };
  expect(items.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

it('removes the archive and all bodies after the second period, and keeps the run', async () => {
  const run = await oldJournal(400);
  await look(`update organization_settings set policy = '{"retentionDays": 5, "archiveDays": 399}'`);
  await archiveRun(services, { orgId, ref: run.id }, signal);
  await archiveRun(services, { orgId, ref: run.id }, signal);
  expect(await counts(run)).toEqual({ events: 0, words: 0, blobs: 0, parts: 0 });
  const gone = await read(run);
  expect([gone.status, await gone.json()]).toMatchObject([410, { code: 'journal_removed' }]);
  expect((await coordinator.fetch(`/v1/runs/${run.id}`)).status).toBe(200);
});

function failingAfter(calls: number): typeof services.database.inOrganization {
  let left = calls;
  return async (org, work) => {
    left -= 1;
    if (left < 0) throw new Error('broken off');
    return services.database.inOrganization(org, work);
  };
}
