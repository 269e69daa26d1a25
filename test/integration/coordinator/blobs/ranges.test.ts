import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { EventPage } from '../../../../contract/event-view.ts';
import { startCoordinator, type TestCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { line, startJournal } from '../../../helpers/coordinator/journal.ts';
import { addTenant } from '../../../helpers/coordinator/other-tenant.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

const text = Array.from(
  { length: 6_000 },
  (_, at) => `${at} ünïcode ${randomBytes(20).toString('hex')}`,
).join('\n');
const body = Buffer.from(JSON.stringify({ text }));
const id = await blobOf(coordinator, { text });

async function blobOf({ fetch }: TestCoordinator, data: unknown): Promise<string> {
  const run = await startJournal(coordinator);
  expect((await run.send([line(1, data)])).status).toBe(200);
  const page = (await (await fetch(`/v1/runs/${run.id}/events`)).json()) as EventPage;
  return page.items[0]?.blob?.id ?? '';
}
const get = async (headers: Record<string, string> = {}, of = id): Promise<Response> =>
  coordinator.fetch(`/v1/blobs/${of}`, { headers });
const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer());

it('gives the whole body, as nothing that a browser would run', async () => {
  const answer = await get();
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/json',
    'content-length': String(body.length),
    'content-disposition': `attachment; filename="${id}.json"`,
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    etag: `"${id}"`,
  });
  expect((await bytesOf(answer)).equals(body)).toBe(true);
});

it('gives every range byte for byte', async () => {
  const place = fc.integer({ min: 0, max: body.length - 1 });
  const nearPieceEnd = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: -2, max: 2 }))
    .map(([piece, off]) => Math.min(body.length - 1, piece * 65_536 + off));
  const bounds = fc.tuple(fc.oneof(place, nearPieceEnd), fc.oneof(place, nearPieceEnd));
  await fc.assert(
    fc.asyncProperty(bounds, fc.constantFrom('both', 'from', 'last'), async ([a, b], form) => {
      const [start, last] = [Math.min(a, b), Math.max(a, b)];
      const ranges = { both: `${start}-${last}`, from: `${start}-`, last: `-${body.length - start}` };
      const end = form === 'both' ? last + 1 : body.length;
      const answer = await get({ range: `bytes=${ranges[form]}` });
      expect([answer.status, answer.headers.get('content-range')]).toEqual([
        206,
        `bytes ${start}-${end - 1}/${body.length}`,
      ]);
      expect((await bytesOf(answer)).equals(body.subarray(start, end))).toBe(true);
    }),
    { numRuns: 80 },
  );
});

it.each([
  [`bytes=0-${10 ** 12}`, 206],
  [`bytes=-${10 ** 12}`, 206],
  ['bytes=0-1,3-4', 200],
  ['bytes=5-2', 200],
  ['bytes=-', 200],
  ['lines=0-1', 200],
])('answers %s with the whole, as %i', async (range, status) => {
  const answer = await get({ range });
  expect(answer.status).toBe(status);
  expect((await bytesOf(answer)).equals(body)).toBe(true);
});

it.each([`bytes=${body.length}-`, 'bytes=-0', `bytes=${'9'.repeat(40)}-`])(
  'has nothing at %s',
  async (range) => {
    const answer = await get({ range });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, `bytes */${body.length}`]);
  },
);

it('spares whoever has it already', async () => {
  for (const tag of [`"${id}"`, `W/"${id}"`, '*', `"other", "${id}"`])
    expect((await get({ 'if-none-match': tag })).status).toBe(304);
  expect((await get({ 'if-none-match': '"other"' })).status).toBe(200);
  expect((await get({ 'if-range': `"${id}"`, range: 'bytes=0-1' })).status).toBe(206);
  expect((await get({ 'if-range': '"other"', range: 'bytes=0-1' })).status).toBe(200);
});

it('tells its size without the body', async () => {
  const answer = await coordinator.fetch(`/v1/blobs/${id}`, { method: 'HEAD' });
  expect([answer.status, answer.headers.get('content-length')]).toEqual([200, String(body.length)]);
});

it('shows another tenant what it shows of no blob', async () => {
  const { token } = await addTenant(coordinator.database);
  const seen = await Promise.all(
    [id, 'f'.repeat(40)].map(async (of) => {
      const answer = await coordinator.fetch(`/v1/blobs/${of}`, { token });
      const { requestId: _id, ...problem } = (await answer.json()) as Record<string, unknown>;
      return problem;
    }),
  );
  expect(seen[0]).toMatchObject({ status: 404, code: 'not_found' });
  expect(seen[0]).toEqual(seen[1]);
});

it.each(['../../etc/passwd', '%2e%2e%2fetc', 'x'])('has no blob %s', async (of) => {
  expect([404, 422]).toContain((await get({}, of)).status);
});

it('shows the head of a large body in its own shape', async () => {
  const run = await startJournal(coordinator);
  const long = 'y'.repeat(30_000);
  await run.send([
    line(1, { message: { role: 'user', content: [{ type: 'text', text: long }] }, list: Array(500).fill(7) }),
  ]);
  const page = (await (await coordinator.fetch(`/v1/runs/${run.id}/events`)).json()) as EventPage;
  expect(page.items[0]?.data).toEqual({
    message: { role: 'user', content: [{ type: 'text', text: `${'y'.repeat(1_000)}…` }] },
    list: [...Array(50).fill(7), '…'],
  });
});
