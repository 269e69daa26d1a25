import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { type Scene, smallCall, startScene, streamed } from './scene.ts';

const open = (): Promise<Scene> => startScene(streamed({ input_tokens: 10 }, 5));
const body = JSON.stringify(smallCall);

interface RawRequest {
  readonly line?: string;
  readonly host?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** Byte for byte, as no client library would write it. Gives all that came back. */
async function raw(scene: Scene, request: RawRequest): Promise<string> {
  const sent = request.body ?? body;
  const socket = connect(scene.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    [
      request.line ?? 'POST /v1/messages HTTP/1.1',
      `Host: ${request.host ?? `127.0.0.1:${scene.port}`}`,
      `X-Api-Key: ${scene.gateway.childCredential.value}`,
      'Content-Type: application/json',
      'Connection: close',
      ...(request.headers ?? [`Content-Length: ${Buffer.byteLength(sent)}`]),
      '',
      sent,
    ].join('\r\n'),
  );
  return text(socket);
}

it.each([
  '/v1/messages',
  '/v1/messages?beta=true',
  '/v1/messages/count_tokens',
  '/v1/messages/count_tokens?beta=true',
])('serves POST %s', async (path) => {
  const scene = await open();
  expect(await raw(scene, { line: `POST ${path} HTTP/1.1` })).toMatch(/^HTTP\/1\.1 200 /);
  expect(scene.seen[0]?.url).toBe(path);
});

it.each([
  'GET /v1/messages HTTP/1.1',
  'HEAD / HTTP/1.1',
  'OPTIONS /v1/messages HTTP/1.1',
  'GET /v1/models HTTP/1.1',
  'POST /v1/complete HTTP/1.1',
  'POST /v1/files HTTP/1.1',
  'POST /v1/messages/batches HTTP/1.1',
  'POST /v1/messages/ HTTP/1.1',
  'POST //v1/messages HTTP/1.1',
  'POST /v1/messages/../files HTTP/1.1',
  'POST /v1/messages/%2e%2e/files HTTP/1.1',
  'POST /v1/messages%2fbatches HTTP/1.1',
  'POST /v1/messages?beta=true&x=1 HTTP/1.1',
  'POST /v1/messages#fragment HTTP/1.1',
  'POST /V1/MESSAGES HTTP/1.1',
  'POST http://169.254.169.254/v1/messages HTTP/1.1',
  'POST https://example.com/v1/messages HTTP/1.1',
  'POST * HTTP/1.1',
  'CONNECT api.anthropic.com:443 HTTP/1.1',
])('refuses %s', async (line) => {
  const scene = await open();
  expect(await raw(scene, { line })).toMatch(/^HTTP\/1\.1 40[03] /);
  expect(scene.seen).toEqual([]);
});

it.each(['attacker.example', 'attacker.example:80', '127.0.0.1', '127.0.0.1:1', '0.0.0.0', ''])(
  'refuses the host "%s", as a name that was made to resolve to this machine sends it',
  async (host) => {
    const scene = await open();
    expect(await raw(scene, { host })).toMatch(/^HTTP\/1\.1 40[03] /);
    expect(scene.seen).toEqual([]);
  },
);

it('knows itself as localhost too', async () => {
  const scene = await open();
  expect(await raw(scene, { host: `localhost:${scene.port}` })).toMatch(/^HTTP\/1\.1 200 /);
});

const length = `Content-Length: ${body.length}`;
it.each([
  ['a length and chunks', [length, 'Transfer-Encoding: chunked']],
  ['two lengths', [length, 'Content-Length: 5']],
  ['the same length twice', [length, length]],
  ['an unknown transfer coding', ['Transfer-Encoding: xchunked']],
  ['a header twice', [length, 'X-App: cli', 'X-App: cli']],
  ['two hosts', [length, 'Host: api.anthropic.com']],
  ['a folded header', [length, 'X-App: a', ' b']],
  ['a space before the colon', [length, 'X-App : a']],
  ['another protocol', [length, 'Upgrade: websocket']],
  ['another protocol by its connection', [length, 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk']],
  ['a compressed body', [length, 'Content-Encoding: gzip']],
  ['headers of 20 KB', [length, `X-App: ${'a'.repeat(20_000)}`]],
])('refuses a request with %s', async (_, headers) => {
  const scene = await open();
  expect(await raw(scene, { headers })).not.toContain(' 200 ');
  expect(scene.seen).toEqual([]);
});

it('reads no second request out of the body of the first', async () => {
  const scene = await open();
  const inner = `POST /v1/files HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${scene.gateway.childCredential.value}\r\n\r\n`;
  const sent = JSON.stringify({ ...smallCall, messages: [{ role: 'user', content: inner }] });
  expect(await raw(scene, { body: sent })).toMatch(/^HTTP\/1\.1 200 /);
  expect(scene.seen.map(({ url }) => url)).toEqual(['/v1/messages']);
});

it('keeps what belongs to the connection, and unknown headers, to itself', async () => {
  const scene = await open();
  const headers = [
    length,
    'Keep-Alive: 5',
    'TE: trailers',
    'Proxy-Authorization: Basic YQ==',
    'X-Forwarded-For: 1.2.3.4',
    'Cookie: a=b',
    'X-App: cli',
    'Anthropic-Version: 2023-06-01',
  ];
  await raw(scene, { headers });
  const names = Object.keys(scene.seen[0]?.headers ?? {}).sort();
  expect(names).toEqual([
    'accept-encoding',
    'anthropic-version',
    'connection',
    'content-length',
    'content-type',
    'host',
    'x-api-key',
    'x-app',
  ]);
});

it('refuses a body above the limit of the API without reading it', async () => {
  const scene = await open();
  expect(await raw(scene, { headers: [`Content-Length: ${33 * 1024 * 1024}`] })).toMatch(/^HTTP\/1\.1 413 /);
});

it('refuses a body that grows above the limit', async () => {
  const scene = await open();
  let chunks = 0;
  const growing = new ReadableStream({
    pull: (sink) => (chunks++ < 40 ? sink.enqueue(new Uint8Array(1024 * 1024)) : sink.close()),
  });
  const sending = scene.post('', { body: growing, duplex: 'half' } as RequestInit);
  const end = await sending.then(
    ({ status }) => status,
    () => 'broken off',
  );
  expect([413, 'broken off']).toContain(end);
  expect(scene.seen).toEqual([]);
});
