import { afterAll, expect, it } from 'vitest';
import type { SearchHit } from '../../../../contract/event-view.ts';
import { indexRun } from '../../../../runner-pool/services/index-run.ts';
import { blobServices } from '../../../helpers/coordinator/blob-services.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { type JournalRun, line, lines, startJournal } from '../../../helpers/coordinator/journal.ts';
import { addTenant } from '../../../helpers/coordinator/other-tenant.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);
const services = blobServices(coordinator);
const index = async (run: JournalRun): Promise<void> =>
  indexRun(services, { orgId: coordinator.orgId, ref: run.id }, AbortSignal.timeout(20_000));

interface Found {
  readonly items: readonly SearchHit[];
  readonly nextCursor: string | null;
}

async function search(q: string, more: Record<string, string> = {}, token?: string): Promise<Found> {
  const query = new URLSearchParams({ q, ...more }).toString();
  const answer = await coordinator.fetch(`/v1/search?${query}`, token === undefined ? {} : { token });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Found;
}
const idsOf = ({ items }: Found): readonly string[] => items.map(({ runId }) => runId);

const haystack = 'plain hay of no interest\n'.repeat(20_000);
const first = await startJournal(coordinator);
await first.send([
  ...lines(300),
  line(301, { message: { content: [{ text: 'The Walrus reads src/auth/token.ts twice' }] } }),
  line(302, 'Ärger mit Größe und 東京 deploys'),
]);
await first.send([line(303, { output: `${haystack}needle-in-blob ${haystack}` })]);
const second = await startJournal(coordinator);
await second.send([line(1, 'a walrus swims'), line(2, `${'x'.repeat(5_000)} 123 1e5 v2.0`)]);
await index(first);
await index(second);

it('finds a word in an event, newest run first, with where it is and what is around it', async () => {
  const found = await search('walrus');
  expect(idsOf(found)).toEqual([second.id, first.id]);
  expect(found.items[1]).toMatchObject({
    repository: 'acme/widgets',
    task: 'review',
    match: { seq: 301, snippet: 'The Walrus reads src/auth/token.ts twice' },
  });
  expect(found.items[1]?.firstSeq).toBeLessThanOrEqual(301);
  expect(found.items[1]?.lastSeq).toBeGreaterThanOrEqual(301);
});

it('finds a word in the midst of a blob', async () => {
  const { items } = await search('needle');
  expect(items).toMatchObject([{ runId: first.id, match: { seq: 303 } }]);
  expect(items[0]?.match?.snippet).toContain('of no interest needle-in-blob plain hay');
});

it.each([
  ['src/auth/token.ts', [first.id]],
  ['auth/src', []],
  ['"reads src"', [first.id]],
  ['"src reads"', []],
  ['walrus -swims', [first.id]],
  ['swims or token', [second.id, first.id]],
  ['WALRUS twice', [first.id]],
  ['größe', [first.id]],
  ['東京', [first.id]],
  ['1e5 123', [second.id]],
  ['v2.0', [second.id]],
  ['walr', []],
  ["swims') or true --", [second.id]],
  ['claude.assistant', []],
])('answers %s', async (q, runs) => {
  expect(idsOf(await search(q))).toEqual(runs);
});

it('pages', async () => {
  const one = await search('walrus', { limit: '1' });
  expect(idsOf(one)).toEqual([second.id]);
  const two = await search('walrus', { limit: '1', cursor: one.nextCursor ?? '' });
  expect([idsOf(two), two.nextCursor]).toEqual([[first.id], null]);
});

it('finds nothing of another tenant', async () => {
  const { token } = await addTenant(coordinator.database);
  expect((await search('walrus', {}, token)).items).toEqual([]);
});

it.each(['***', '-', '""', 'or', 'x'.repeat(100)])('says that there is no word in %s', async (q) => {
  const answer = await coordinator.fetch(`/v1/search?${new URLSearchParams({ q }).toString()}`);
  expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'nothing_to_search' }]);
});

it('makes the same words again, and those of what came since', async () => {
  const words = async () =>
    coordinator.database.look(
      'select first_seq, part, last_seq, words from event_words where run_id = $1 order by 1, 2',
      [first.id],
    );
  const before = await words();
  expect(before.length).toBeGreaterThan(4);
  await index(first);
  expect(await words()).toEqual(before);
  await second.send([line(3, 'an ocelot'), line(5, 'beyond the gap')]);
  await index(second);
  expect(idsOf(await search('ocelot walrus'))).toEqual([second.id]);
  expect(idsOf(await search('beyond'))).toEqual([]);
  await second.send([line(4, 'the gap')]);
  await index(second);
  expect(idsOf(await search('beyond'))).toEqual([second.id]);
});

it('takes what has more words than PostgreSQL counts places', async () => {
  const run = await startJournal(coordinator);
  const word = (at: number): string => `w${at.toString(36)}`;
  const text = Array.from({ length: 60_000 }, (_, at) => word(at)).join(' ');
  expect((await run.send([line(1, 'before'), line(2, text), line(3, 'afterwards')])).status).toBe(200);
  await index(run);
  for (const q of [
    word(0),
    word(33_333),
    `"${word(11_990)} ${word(11_991)} ${word(11_992)}"`,
    `"${word(11_999)} ${word(12_000)}"`,
    `"${word(59_998)} ${word(59_999)}"`,
    'before',
    'afterwards',
  ])
    expect(idsOf(await search(q))).toEqual([run.id]);
});
