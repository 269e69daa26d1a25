import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { until } from '../../../helpers/coordinator/until.ts';
import { signatureOf, webhook, webhookSecret } from '../../../helpers/coordinator/webhook.ts';

const coordinator = await startCoordinator({ GITHUB_WEBHOOK_SECRET: webhookSecret });
const off = await startCoordinator();
afterAll(async () => {
  await coordinator.close();
  await off.close();
});

const path = '/webhooks/github';
const capBytes = 25 * 1024 * 1024;
const piece = Buffer.alloc(64 * 1024, 'x');

interface Streamed {
  readonly status: number;
  readonly sentBytes: number;
}

/** Sends pieces for as long as they are taken, and stops at the answer. */
async function stream(headers: Record<string, string>, pieces: Iterable<Buffer>): Promise<Streamed> {
  return new Promise((resolve, reject) => {
    let sentBytes = 0;
    const outgoing = request(
      `${coordinator.url}${path}`,
      { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (answer) => {
        answer.resume();
        body.destroy();
        resolve({ status: answer.statusCode ?? 0, sentBytes });
      },
    );
    outgoing.on('error', reject);
    const body = Readable.from(counted(pieces, (bytes) => (sentBytes += bytes)));
    body.on('error', () => undefined).pipe(outgoing);
  });
}

function* counted(pieces: Iterable<Buffer>, count: (bytes: number) => void): Generator<Buffer> {
  for (const one of pieces) {
    count(one.length);
    yield one;
  }
}

function* endless(): Generator<Buffer> {
  for (;;) yield piece;
}

/** Signed, of exactly this size. */
function largeBody(bytes: number, members = ''): string {
  const frame = `{"organization":{"id":91},${members}"filler":""}`;
  return `${frame.slice(0, -2)}${'x'.repeat(bytes - frame.length)}"}`;
}

const headersOf = (more: Record<string, string> = {}): Record<string, string> => ({
  'x-github-event': 'push',
  'x-github-delivery': randomUUID(),
  'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
  ...more,
});

it('takes a body of 25 MB, and has it at its owner’s once its owner is known', async () => {
  const [org] = await coordinator.database.look<{ id: string }>(
    "insert into organizations (github_owner_id, login) values (91, 'large') returning id",
  );
  const id = randomUUID();
  const response = await coordinator.fetch(path, webhook('push', largeBody(capBytes), { id }));
  expect(response.status).toBe(202);
  const row = await until(async () => {
    const [found] = await coordinator.database.look<{ org: string; bytes: number }>(
      'select org_id as org, length(body) as bytes from deliveries where id = $1 and org_id > 0',
      [id],
    );
    return found;
  });
  expect(row.org).toBe(org?.id);
  expect(row.bytes).toBeLessThan(capBytes / 10);
});

it('refuses a larger one by its announced length, before it comes', async () => {
  const { status, sentBytes } = await stream(
    headersOf({ 'content-length': String(capBytes + 1) }),
    endless(),
  );
  expect(status).toBe(413);
  expect(sentBytes).toBeLessThan(4 * 1024 * 1024);
});

it('stops reading one of no announced length at 25 MB', async () => {
  const { status, sentBytes } = await stream(headersOf(), endless());
  expect(status).toBe(413);
  expect(sentBytes).toBeLessThan(capBytes + 8 * 1024 * 1024);
});

it('reads nothing of a body without a signature', async () => {
  const { status, sentBytes } = await stream(headersOf({ 'x-hub-signature-256': '' }), endless());
  expect(status).toBe(401);
  expect(sentBytes).toBeLessThan(4 * 1024 * 1024);
});

it('stores nothing of a body that ends early', async () => {
  const id = randomUUID();
  const body = largeBody(200_000);
  const headers = headersOf({
    'x-github-delivery': id,
    'x-hub-signature-256': signatureOf(body),
    'content-length': String(body.length),
  });
  const outgoing = request(`${coordinator.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
  const broken = new Promise((resolve) => outgoing.on('error', resolve));
  outgoing.write(body.slice(0, 100_000), () => outgoing.destroy(new Error('gone')));
  await broken;
  const after = await coordinator.fetch(path, webhook('ping', { zen: 'still here' }));
  expect(after.status).toBe(202);
  expect(await coordinator.database.look('select 1 from deliveries where id = $1', [id])).toEqual([]);
});

it('takes small ones while large ones are under way, and more of them wait', async () => {
  const large = Array.from({ length: 20 }, () => {
    const outgoing = request(`${coordinator.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': String(capBytes), ...headersOf() },
    });
    outgoing.on('error', () => undefined).write(piece);
    return outgoing;
  });
  await Promise.all(large.map(async (outgoing) => outgoing.writableNeedDrain && once(outgoing, 'drain')));
  const small = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => coordinator.fetch(path, webhook('ping', { index }))),
  );
  expect(small.map(({ status }) => status)).toEqual(Array<number>(20).fill(202));
  for (const outgoing of large) outgoing.destroy();
  const after = await coordinator.fetch(path, webhook('push', largeBody(2_000_000)));
  expect(after.status).toBe(202);
});

/** Announces a body, sends its first bytes, and then a byte now and again, for as long as anybody listens. */
function trickle(
  contentBytes: number,
  everyMs: number | null,
  first: string | Buffer = '{',
): { readonly begun: Promise<unknown>; readonly ended: Promise<unknown>; stop: () => void } {
  const outgoing = request(`${coordinator.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': String(contentBytes), ...headersOf() },
  });
  const ended = new Promise((resolve) => {
    outgoing.on('error', resolve).on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
  });
  outgoing.write(first);
  const { promise: begun, resolve: isBegun } = Promise.withResolvers<unknown>();
  // By the time of the second one, the coordinator has read the first.
  const timer = everyMs === null ? null : setInterval(() => outgoing.write(' ', isBegun), everyMs);
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    outgoing.destroy();
  };
  void ended.then(stop);
  return { begun, ended, stop };
}

it('is not kept from signed bodies by many that come byte by byte', async () => {
  const slow = Array.from({ length: 60 }, () => trickle(1024 * 1024, 200));
  let ended = 0;
  for (const one of slow) void one.ended.then(() => (ended += 1));
  // What they announce is more than twice the room.
  await Promise.all(slow.map(async ({ begun }) => begun));
  const before = await coordinator.fetch('/health/live');
  expect(before.status).toBe(200);
  const signed = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => coordinator.fetch(path, webhook('ping', { index }))),
  );
  expect(signed.map(({ status }) => status)).toEqual(Array<number>(20).fill(202));
  expect(ended).toBe(0);
  for (const { stop } of slow) stop();
});

it('is not kept from large bodies by many without an end that send nothing', async () => {
  const silent = Array.from({ length: 40 }, () => {
    const outgoing = request(`${coordinator.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked', ...headersOf() },
    });
    outgoing.on('error', () => undefined).flushHeaders();
    return outgoing;
  });
  await Promise.all(silent.map(async (outgoing) => outgoing.socket ?? once(outgoing, 'socket')));
  const before = await coordinator.fetch('/health/live');
  expect(before.status).toBe(200);
  let answered = 0;
  for (const outgoing of silent) outgoing.on('response', () => (answered += 1));
  const [large, small] = await Promise.all([
    coordinator.fetch(path, webhook('push', largeBody(2_000_000))),
    coordinator.fetch(path, webhook('ping', {})),
  ]);
  expect([large.status, small.status, answered]).toEqual([202, 202, 0]);
  for (const outgoing of silent) outgoing.destroy();
});

it('ends a body that stops coming, and gives its place to the next', async () => {
  const stalled = [
    trickle(500_000, null),
    // Two of them hold the places for large bodies, with a megabyte and more, until they are ended.
    ...[1, 2].map(() => trickle(capBytes, 100, Buffer.alloc(1_200_000, 'x'))),
  ];
  await Promise.all(stalled.slice(1).map(async ({ begun }) => begun));
  const after = await coordinator.fetch(path, webhook('push', largeBody(2_000_000)));
  expect(after.status).toBe(202);
  expect(await Promise.all(stalled.map(async ({ ended }) => ended))).toEqual([400, 400, 400]);
});

it('is off without a secret, and says how to turn it on', async () => {
  const response = await off.fetch(path, webhook('ping', {}, { secret: '' }));
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'webhooks_off' });
  expect(await off.database.look('select 1 from deliveries')).toEqual([]);
});
