import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { pino } from 'pino';
import { afterAll, expect, it } from 'vitest';
import type { Feed, Listener } from '../../../../runner-pool/live/feed.ts';
import { createRing } from '../../../../runner-pool/live/ring.ts';
import { createStreams } from '../../../../runner-pool/live/streams.ts';
import { until } from '../../../helpers/coordinator/until.ts';

const listeners = new Set<Listener>();
/** Tells what the test says. */
const feed: Feed = {
  ring: createRing(),
  ready: async () => undefined,
  stayAwake: () => undefined,
  isAsleep: () => false,
  nudge: () => undefined,
  listen: (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  end: () => undefined,
};
let skewMs = 0;
let answer = async (): Promise<boolean> => true;
const ending = new AbortController();
const clock = (): number => Date.now() + skewMs;
const streams = createStreams({ clock, log: pino({ level: 'silent' }), signal: ending.signal });
const server = createServer((request, response) => {
  void streams.open({
    ...{ feed, orgId: 1, holder: request.url ?? '', lastId: null, run: null },
    standing: { key: request.url ?? '', seenMs: clock(), stillMay: async () => answer() },
    take: () => response,
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const sockets: Socket[] = [];
afterAll(() => {
  streams.end();
  for (const socket of sockets) socket.destroy();
  server.close();
});

async function open(path: string): Promise<{ readonly socket: Socket; readonly bytes: () => number }> {
  const before = listeners.size;
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  let bytes = 0;
  socket.on('data', (chunk) => {
    bytes += chunk.length;
  });
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
  await until(async () => listeners.size > before);
  return { socket, bytes: () => bytes };
}

it('drops a client that does not read, and none that does', async () => {
  const [fast, slow] = [await open('/fast'), await open('/slow')];
  slow.socket.pause();
  const frame = Buffer.from(`data: ${'x'.repeat(65_536)}\n\n`);
  for (let sent = 0; listeners.size === 2 && sent < 1_000; sent++) {
    for (const { send } of listeners) send(frame);
    await until(async () => fast.bytes() > sent * frame.length);
  }
  expect(listeners.size).toBe(1);
  slow.socket.resume();
  await until(async () => slow.socket.destroyed || slow.socket.readableEnded);
  expect(fast.socket.destroyed).toBe(false);
  fast.socket.destroy();
  await until(async () => listeners.size === 0);
});

it('looks up again within two minutes who may listen, and ends those who may not', async () => {
  const { socket } = await open('/revoked');
  expect(listeners.size).toBe(1);
  answer = async () => false;
  skewMs += 101_000;
  await until(async () => listeners.size === 0);
  await until(async () => socket.readableEnded);
  expect(listeners.size).toBe(0);
});

it('ends a stream where nobody can say for two minutes whether it may go on', async () => {
  answer = async () => {
    throw new Error('The database is away');
  };
  await open('/unknown');
  skewMs += 101_000;
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(listeners.size).toBe(1);
  skewMs += 16_000;
  await until(async () => listeners.size === 0);
});
