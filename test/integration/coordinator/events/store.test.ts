import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { line, lines, startJournal } from '../../../helpers/coordinator/journal.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

const rowsOf = async (id: string) =>
  coordinator.database.look<{ seq: number; type: string; data: string; at: Date; bytes: number }>(
    'select seq, at, type, data, bytes from events where run_id = $1 order by seq',
    [id],
  );

it('stores a batch and answers the highest seq without a gap', async () => {
  const run = await startJournal(coordinator);
  expect(await run.send(lines(3))).toEqual({ status: 200, body: { acknowledgedSeq: 3 } });
  expect(await rowsOf(run.id)).toMatchObject([
    { seq: 1, type: 'claude.assistant', data: '{"text":"line 1"}' },
    { seq: 2 },
    { seq: 3, at: new Date(Date.UTC(2026, 10, 1) + 3) },
  ]);
});

it('holds back what comes after a gap, until the gap is filled', async () => {
  const run = await startJournal(coordinator);
  expect((await run.send([line(1), line(4)])).body).toEqual({ acknowledgedSeq: 1 });
  expect((await run.send([line(3)])).body).toEqual({ acknowledgedSeq: 1 });
  expect((await run.send([line(2)])).body).toEqual({ acknowledgedSeq: 4 });
});

it('keeps the first of two lines of one seq, and counts the other', async () => {
  const run = await startJournal(coordinator);
  await run.send([line(1, 'first')]);
  expect(await run.send([line(1, 'second'), line(2, 'a'), line(2, 'b')])).toEqual({
    status: 200,
    body: { acknowledgedSeq: 2 },
  });
  expect((await rowsOf(run.id)).map(({ data }) => data)).toEqual(['"first"', '"a"']);
  const [counted] = await coordinator.database.look(
    'select differing_events, stored_events, stored_bytes from runs where id = $1',
    [run.id],
  );
  expect(counted).toEqual({ differing_events: 2, stored_events: 2, stored_bytes: '10' });
});

it('takes gzip, and lines of JSON', async () => {
  const run = await startJournal(coordinator);
  const packed = gzipSync(JSON.stringify({ events: lines(2) }));
  expect((await run.post(packed, { 'content-encoding': 'gzip' })).body).toEqual({ acknowledgedSeq: 2 });
  const text = `${lines(2, 3)
    .map((each) => JSON.stringify(each))
    .join('\n')}\n`;
  const asLines = await run.post(text, { 'content-type': 'application/x-ndjson' });
  expect(asLines.body).toEqual({ acknowledgedSeq: 4 });
});
