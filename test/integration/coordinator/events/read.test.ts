import { afterAll, expect, it } from 'vitest';
import type { EventPage } from '../../../../contract/event-view.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { line, lines, startJournal } from '../../../helpers/coordinator/journal.ts';
import { addTenant } from '../../../helpers/coordinator/other-tenant.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);
const run = await startJournal(coordinator);
await run.send([...lines(250), line(251, { cost: 1 }, 'action.model_call'), line(252, {}, 'action.ended')]);

async function page(query: string): Promise<EventPage> {
  const answer = await coordinator.fetch(`/v1/runs/${run.id}/events${query}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as EventPage;
}

it('pages through a journal without a gap, an event as it was sent', async () => {
  const seqs: number[] = [];
  for (let cursor: string | null = '0'; cursor !== null; ) {
    const { items, nextCursor }: EventPage = await page(`?cursor=${cursor}&limit=90`);
    seqs.push(...items.map(({ seq }) => seq));
    cursor = nextCursor;
  }
  expect(seqs).toEqual(Array.from({ length: 252 }, (_, index) => index + 1));
  expect((await page('?after=41&limit=1')).items).toEqual([{ ...line(42), blob: null }]);
});

it('answers an empty last page, and none beyond', async () => {
  expect(await page('?after=252')).toEqual({ items: [], nextCursor: null });
  expect((await page('?after=152')).nextCursor).toBe(null);
});

it('shows one type, or all that begin alike', async () => {
  expect((await page('?type=action.model_call')).items.map(({ seq }) => seq)).toEqual([251]);
  expect((await page('?type=action.')).items.map(({ seq }) => seq)).toEqual([251, 252]);
  expect((await page('?type=action')).items).toEqual([]);
});

it.each([
  '?limit=101',
  '?limit=0',
  '?after=-1',
  '?after=9999999999',
  '?cursor=x',
  '?cursor=9999999999',
  '?type=',
])('refuses %s', async (query) => {
  const answer = await coordinator.fetch(`/v1/runs/${run.id}/events${query}`);
  expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'invalid_request' }]);
});

it('tells another tenant nothing, as of a run that there is not', async () => {
  const { token } = await addTenant(coordinator.database);
  const seen = await Promise.all(
    [run.id, '1-1-00000000'].map(async (id) => {
      const answer = await coordinator.fetch(`/v1/runs/${id}/events`, { token });
      const { requestId: _id, ...problem } = (await answer.json()) as Record<string, unknown>;
      return problem;
    }),
  );
  expect(seen[0]).toMatchObject({ status: 404, code: 'not_found' });
  expect(seen[0]).toEqual(seen[1]);
});

it('keeps a call of the model in the ledger, once, and what is none as a line alone', async () => {
  const own = await startJournal(coordinator);
  const entry = {
    at: '2026-11-01T10:00:00.000Z',
    model: 'claude-\0test',
    requestId: null,
    tokens: { input: 1, output: 2, cacheRead: 3, cacheWrite5m: 4, cacheWrite1h: 5 },
    costMicroUsd: 1_234,
    pricesDated: '2026-10-01',
    unknownModel: false,
    estimated: false,
    status: 200,
    durationMs: 900,
    firstByteMs: null,
  };
  const call = (seq: number, change: object) => line(seq, { ...entry, ...change }, 'action.model_call');
  const calls = [
    call(1, {}),
    call(2, { costMicroUsd: 1e300 }),
    call(3, { at: 'soon' }),
    call(4, { tokens: 1 }),
  ];
  await Promise.all([own.send(calls), own.send(calls), own.send([line(5, entry)])]);
  const rows = await coordinator.database.look(
    'select seq, model, cost_micro_usd::int, entry from ledger_entries where run_id = $1',
    [own.id],
  );
  const model = 'claude-\uFFFDtest';
  expect(rows).toEqual([{ seq: 1, model, cost_micro_usd: 1_234, entry: { ...entry, model } }]);
  expect((await own.send([line(6)])).body).toEqual({ acknowledgedSeq: 6 });
});
