import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { line, startJournal } from '../../../helpers/coordinator/journal.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);
const run = await startJournal(coordinator);
const gzip = { 'content-encoding': 'gzip' };

const batch = (events: string): string => `{"events":[${events}]}`;
const lineText = (seq: number, data: string): string =>
  `{"seq":${seq},"at":"2026-11-01T00:00:00.000Z","type":"claude.user","data":${data}}`;
const storedData = async (id: string): Promise<readonly string[]> => {
  const rows = await coordinator.database.look<{ data: string }>(
    'select data from events where run_id = $1 order by seq',
    [id],
  );
  return rows.map(({ data }) => data);
};

const bomb = gzipSync(batch(lineText(1, `"${'a'.repeat(200_000_000)}"`)));
const small = gzipSync(batch(lineText(1, '1')));

it.each([
  ['gzip that is none', small.subarray(5), gzip, 400, 'bad_compression'],
  ['gzip that ends early', small.subarray(0, -6), gzip, 400, 'bad_compression'],
  ['200 MB in 200 KB of gzip', bomb, gzip, 413, 'batch_too_large'],
  ['another compression', small, { 'content-encoding': 'br' }, 415, 'unsupported_encoding'],
  ['a body over 1 MiB', batch(lineText(1, `"${'a'.repeat(1_048_576)}"`)), {}, 413, 'body_too_large'],
  ['what is no JSON', '{"events":', {}, 400, 'invalid_json'],
  ['lines that are no JSON', '{}\n{', { 'content-type': 'application/x-ndjson' }, 400, 'invalid_json'],
  ['another type', '<a/>', { 'content-type': 'application/xml' }, 415, 'unsupported_media_type'],
  ['text', batch(lineText(1, '1')), { 'content-type': 'text/plain' }, 422, 'invalid_request'],
  ['an empty batch', batch(''), {}, 422, 'invalid_request'],
  ['no batch', '[]', {}, 422, 'invalid_request'],
  [
    '1,001 events',
    batch(Array.from({ length: 1_001 }, (_, at) => lineText(at + 1, '1')).join(',')),
    {},
    422,
    'invalid_request',
  ],
  ['seq 0', batch(lineText(0, '1')), {}, 422, 'invalid_request'],
  [
    'a seq that no integer holds',
    batch(lineText(1, '1').replace('"seq":1', '"seq":1e999')),
    {},
    422,
    'invalid_request',
  ],
  ['a time that is none', batch(lineText(1, '1').replace('2026-11', '2026-99')), {}, 422, 'bad_time'],
  ['a time before PostgreSQL', batch(lineText(1, '1').replace('2026', '0000')), {}, 422, 'bad_time'],
  ['201 levels', batch(lineText(1, '['.repeat(201) + ']'.repeat(201))), {}, 422, 'too_deep'],
  ['400,000 levels', batch(lineText(1, '['.repeat(400_000) + ']'.repeat(400_000))), {}, 422, 'too_deep'],
])('refuses %s, and stores nothing of it', async (_name, body, headers, status, code) => {
  const sent = await run.post(typeof body === 'string' ? body : Buffer.from(body), headers);
  expect([sent.status, sent.body['code']]).toEqual([status, code]);
  expect(await storedData(run.id)).toEqual([]);
});

it('names the event that it refuses, and the remedy', async () => {
  const deep = lineText(7, '['.repeat(300) + ']'.repeat(300));
  const { body } = await run.post(batch(`${lineText(6, '1')},${deep}`));
  expect(body['detail']).toBe(
    'Event 7 is nested deeper than 200 levels. Send a shorter account of it under this seq.',
  );
});

describe('keeps as it is', () => {
  it.each([
    ['NUL', String.raw`"a\u0000b"`],
    ['half a character', String.raw`"a\ud800b"`],
    ['a member named __proto__', '{"__proto__":{"admin":true},"constructor":{"prototype":1}}'],
    [
      'numbers that no program holds',
      '[123456789012345678901234567890,1e400,0.1000000000000000055511151231257827]',
    ],
    ['200 levels', '['.repeat(200) + ']'.repeat(200)],
    ['line ends and what looks like a path of columns', String.raw`"a\nb\r\tc\u2028,{}'\\"`],
    ['nothing', 'null'],
  ])('%s', async (_name, data) => {
    const own = await startJournal(coordinator);
    expect((await own.post(batch(lineText(1, data)))).body).toEqual({ acknowledgedSeq: 1 });
    // Of two ways to write one character, the shorter one.
    const kept = data.replace(String.raw`\u2028`, '\u2028');
    expect(await storedData(own.id)).toEqual([kept]);
    const shown = await coordinator.fetch(`/v1/runs/${own.id}/events`);
    expect(await shown.text()).toContain(`"data":${kept},`);
  });
});

it('takes a line without data', async () => {
  const own = await startJournal(coordinator);
  const { data: _data, ...bare } = line(1);
  expect((await own.send([bare])).status).toBe(200);
  expect(await storedData(own.id)).toEqual(['null']);
});

it('takes no events with another run’s token, whether or not that run exists', async () => {
  const other = await startJournal(coordinator);
  for (const id of [run.id, '1-1-00000000']) {
    const answer = await coordinator.fetch(`/v1/runs/${id}/events`, {
      method: 'POST',
      body: batch(lineText(1, '1')),
      token: other.token,
    });
    expect(answer.status).toBe(404);
  }
});
