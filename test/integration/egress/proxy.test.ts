import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createServer as createHttpServer, request } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { EgressDecision } from '../../../action/egress/decide.ts';
import {
  type EgressProxy,
  type EgressProxyOptions,
  startEgressProxy,
} from '../../../action/egress/egress-proxy.ts';
import { removeTempFolders, tempFolder } from '../../helpers/run-action.ts';

let echo: Server;
let port = 0;
const proxies: EgressProxy[] = [];

beforeAll(async () => {
  echo = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  port = (echo.address() as AddressInfo).port;
});
afterEach(async () => {
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});
afterAll(async () => {
  echo.close();
  await removeTempFolders();
});

const toLoopback = { lookup: async () => ['127.0.0.1'] };
const loopbackIsFine = { ...toLoopback, isAddressAllowed: () => true };

async function start(options: Partial<EgressProxyOptions> = {}): Promise<{
  readonly socketPath: string;
  readonly decisions: readonly EgressDecision[];
}> {
  const socketPath = join(await tempFolder('egress'), 'egress.sock');
  const decisions: EgressDecision[] = [];
  proxies.push(
    await startEgressProxy({
      socketPath,
      allowedDomains: [`echo.test:${port}`],
      runnerProxy: '',
      onDecision: (decision) => decisions.push(decision),
      ...options,
    }),
  );
  return { socketPath, decisions };
}

/** What the proxy answers to some bytes, until it closes or `enough` is there. */
async function say(socketPath: string, bytes: string, enough = /$^/): Promise<string> {
  const socket = connect(socketPath);
  socket.on('error', () => undefined);
  socket.write(bytes);
  let heard = '';
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.on('data', (chunk) => {
    heard += String(chunk);
    if (enough.test(heard)) socket.destroy();
  });
  socket.on('close', () => resolve(heard));
  return promise;
}

const connectTo = (authority: string): string =>
  `CONNECT ${authority} HTTP/1.1\r\nhost: ${authority}\r\n\r\n`;

it('carries bytes to and from an allowed host, and says so', async () => {
  const { socketPath, decisions } = await start({ deps: loopbackIsFine });
  const heard = await say(socketPath, `${connectTo(`ECHO.test:${port}`)}hello`, /hello/);
  expect(heard).toBe('HTTP/1.1 200 Connection established\r\n\r\nhello');
  expect(decisions).toEqual([{ host: 'echo.test', port, allowed: true, why: 'it is allowed, at 127.0.0.1' }]);
});

it('refuses a name that resolves to the loopback', async () => {
  const { socketPath, decisions } = await start({ deps: toLoopback });
  const heard = await say(socketPath, connectTo(`echo.test:${port}`));
  expect(heard).toContain('HTTP/1.1 403 Forbidden');
  expect(heard).toContain('its address 127.0.0.1 is not a public one');
  expect(decisions).toMatchObject([{ allowed: false }]);
});

it('refuses localhost’s own name by the real resolver', async () => {
  const { socketPath } = await start({
    allowedDomains: [`*.localhost.test:${port}`, `ip6-localhost.localdomain:${port}`],
  });
  expect(await say(socketPath, connectTo(`ip6-localhost.localdomain:${port}`))).toContain('403 Forbidden');
});

it('asks once, and connects to the very address that it checked', async () => {
  let asked = 0;
  const rebinding = async (): Promise<string[]> => [asked++ === 0 ? '127.0.0.1' : '169.254.169.254'];
  const { socketPath } = await start({
    deps: { lookup: rebinding, isAddressAllowed: (ip) => ip === '127.0.0.1' },
  });
  expect(await say(socketPath, `${connectTo(`echo.test:${port}`)}x`, /x$/)).toMatch(
    /200 Connection established\r\n\r\nx$/,
  );
  expect(asked).toBe(1);
});

it.each([
  ['another host', connectTo('other.test:443')],
  ['another port', connectTo('echo.test:22')],
  ['an address', connectTo('127.0.0.1:80')],
  ['an IPv6 address', connectTo('[::1]:80')],
])('refuses %s', async (_what, bytes) => {
  const { socketPath, decisions } = await start({ deps: loopbackIsFine });
  expect(await say(socketPath, bytes)).toContain('HTTP/1.1 403 Forbidden');
  expect(decisions).toMatchObject([{ allowed: false }]);
});

it.each([
  ['GET http://echo.test/ HTTP/1.1\r\nhost: echo.test\r\n\r\n', '405 Method Not Allowed'],
  ['POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n', '405 Method Not Allowed'],
  ['nonsense\r\n\r\n', '400 Bad Request'],
  [`CONNECT echo.test:443 HTTP/1.1\r\nx: ${'x'.repeat(9000)}\r\n\r\n`, '431 Request Header Fields Too Large'],
])('serves nothing but CONNECT: %.30s', async (bytes, status) => {
  const { socketPath } = await start({ deps: loopbackIsFine });
  expect(await say(socketPath, bytes)).toContain(status);
});

it('says that a host cannot be reached', async () => {
  const { socketPath } = await start({ allowedDomains: ['echo.test:1'], deps: loopbackIsFine });
  expect(await say(socketPath, connectTo('echo.test:1'))).toContain('502 Bad Gateway');
});

it('ends a tunnel that is silent for too long', async () => {
  const { socketPath } = await start({ deps: loopbackIsFine, limits: { idleMs: 100 } });
  expect(await say(socketPath, connectTo(`echo.test:${port}`))).toBe(
    'HTTP/1.1 200 Connection established\r\n\r\n',
  );
});

it('takes no more connections than it may', async () => {
  const { socketPath } = await start({ deps: loopbackIsFine, limits: { connections: 1 } });
  const first = await openTunnel(socketPath);
  expect(await say(socketPath, connectTo(`echo.test:${port}`))).toBe('');
  first.destroy();
});

it('breaks open tunnels off when it closes', async () => {
  const { socketPath } = await start({ deps: loopbackIsFine });
  const tunnel = await openTunnel(socketPath);
  await Promise.all([once(tunnel, 'close'), proxies.splice(0)[0]?.close()]);
  await expect(stat(socketPath)).rejects.toThrow('ENOENT');
});

it('goes through the proxy that the runner needs, by name and with its password', async () => {
  const asked: unknown[] = [];
  const corporate = createHttpServer().listen(0, '127.0.0.1');
  corporate.on('connect', (incoming, client: Socket) => {
    asked.push([incoming.url, incoming.headers['proxy-authorization']]);
    const upstream = connect(port, '127.0.0.1');
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  await once(corporate, 'listening');
  const runnerProxy = `me:p%40ss@127.0.0.1:${(corporate.address() as AddressInfo).port}`;
  const { socketPath } = await start({ runnerProxy });
  expect(await say(socketPath, `${connectTo(`echo.test:${port}`)}hi`, /hi$/)).toMatch(
    /established\r\n\r\nhi$/,
  );
  expect(asked).toEqual([[`echo.test:${port}`, `Basic ${btoa('me:p@ss')}`]]);
  expect(await say(socketPath, connectTo('other.test:443'))).toContain('403 Forbidden');
  expect(asked).toHaveLength(1);
  corporate.close();
});

it('lets only its own user at the socket', async () => {
  const { socketPath } = await start();
  expect((await stat(socketPath)).mode & 0o777).toBe(0o600);
});

/** As an ordinary client does it. */
async function openTunnel(socketPath: string): Promise<Socket> {
  const authority = `echo.test:${port}`;
  const asking = request({ socketPath, method: 'CONNECT', path: authority, headers: { host: authority } });
  asking.end();
  const [response, socket] = (await once(asking, 'connect')) as [{ statusCode: number }, Socket];
  expect(response.statusCode).toBe(200);
  socket.on('error', () => undefined);
  return socket.resume();
}
