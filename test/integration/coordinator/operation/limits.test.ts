import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { startCoordinator, type TestCoordinator } from '../../../helpers/coordinator/coordinator.ts';

const coordinator = await startCoordinator({ MAX_CONNECTIONS: '40' });
afterAll(coordinator.close);

const post = async (body: string): Promise<[number, string]> => {
  const answer = await coordinator.fetch('/v1/tokens', { method: 'POST', body });
  return [answer.status, ((await answer.json()) as { readonly code: string }).code];
};

it('takes JSON that is nested as deeply as it says, and no deeper', async () => {
  expect(await post('['.repeat(64) + ']'.repeat(64))).toEqual([422, 'invalid_request']);
  expect(await post('['.repeat(65) + ']'.repeat(65))).toEqual([422, 'too_deep']);
  expect(await post(`{"name":${'{"a":'.repeat(400_000)}1${'}'.repeat(400_000)}}`)).toEqual([
    413,
    'body_too_large',
  ]);
  expect(await post('['.repeat(700_000) + ']'.repeat(700_000))).toEqual([422, 'too_deep']);
});

it('takes no keys that change what an object is', async () => {
  expect((await post('{"__proto__":{"x":1}}'))[0]).toBe(400);
  expect((await post('{"constructor":{"prototype":{"x":1}}}'))[0]).toBe(400);
});

it('takes no address, and no headers, that are too long', async () => {
  const long = await coordinator.fetch(`/v1/me?${'x'.repeat(4_096)}`);
  expect([long.status, await long.json()]).toEqual([
    414,
    expect.objectContaining({ code: 'address_too_long' }),
  ]);
  const headers = await coordinator.fetch('/v1/me', { headers: { 'x-long': 'x'.repeat(17_000) } });
  expect([headers.status, await headers.json()]).toEqual([
    431,
    expect.objectContaining({
      code: 'headers_too_large',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      detail: expect.stringContaining('16384 bytes'),
    }),
  ]);
});

it.each([
  ['no HTTP', 'GOOD DAY\r\n\r\n'],
  ['two lengths', 'POST /v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
  [
    'a length and chunks',
    'POST /v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
  ],
  ['no host', 'GET /health/live HTTP/1.1\r\n\r\n'],
])('answers %s with a refusal, and ends the connection', async (_what, bytes) => {
  expect(await exchange(bytes)).toMatch(/^HTTP\/1\.1 400 /);
});

it('answers an address that cannot be decoded with a problem document', async () => {
  const answer = await exchange('GET /v1/%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json/);
});

it('says with which method a path may be asked', async () => {
  const answer = await coordinator.fetch('/v1/tokens/x', { method: 'PUT', body: '{}' });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'DELETE, GET, HEAD']);
  expect((await coordinator.fetch('/v1/token/x', { method: 'PUT', body: '{}' })).status).toBe(404);
});

it('tells browsers to do nothing with what it answers', async () => {
  const { headers } = await coordinator.fetch('/v1/me');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('access-control-allow-origin')).toBeNull();
});

it('takes no more connections than it may', async () => {
  const { hostname, port } = new URL(coordinator.url);
  const sockets = Array.from({ length: 60 }, () => connect(Number(port), hostname));
  const ends = sockets.map(async (socket) => {
    socket.on('error', () => undefined);
    return once(socket, 'close');
  });
  await Promise.race(ends);
  expect(sockets.filter(({ destroyed }) => !destroyed).length).toBeGreaterThanOrEqual(30);
  for (const socket of sockets) socket.destroy();
  await Promise.all(ends);
  expect((await coordinator.fetch('/health/live')).status).toBe(200);
});

describe('rates', () => {
  const limited = startCoordinator({ RATE_LIMIT_ADDRESS: '40', RATE_LIMIT_TOKEN: '10' });
  afterAll(async () => (await limited).close());

  it('limits what a token may ask, and then what an address may', async () => {
    const { fetch } = await limited;
    const statuses = await ask(fetch, 11);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    const refused = await fetch('/v1/me');
    expect(await refused.json()).toMatchObject({
      code: 'too_many_requests',
      detail: expect.stringContaining('Your token'),
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const others = await ask(fetch, 40, { token: 'co_of-nobody' });
    expect(new Set(others)).toEqual(new Set([401, 429]));
  });

  it('believes nobody who says that the request comes from elsewhere', async () => {
    const { fetch } = await limited;
    expect(await ask(fetch, 1, { headers: { 'x-forwarded-for': '203.0.113.7' } })).toEqual([429]);
  });

  it('does not hide from who watches it', async () => {
    const { fetch } = await limited;
    expect((await fetch('/health/ready')).status).toBe(200);
  });

  it('believes the proxies that it is told of', async () => {
    const behind = await startCoordinator({ RATE_LIMIT_ADDRESS: '10', TRUST_PROXY: '127.0.0.0/8' });
    const from = (address: string): object => ({ headers: { 'x-forwarded-for': address } });
    await ask(behind.fetch, 10, from('203.0.113.7'));
    expect(await ask(behind.fetch, 1, from('203.0.113.7'))).toEqual([429]);
    expect(await ask(behind.fetch, 1, from('203.0.113.8'))).toEqual([200]);
    expect(await ask(behind.fetch, 1, from('203.0.113.9, 203.0.113.7'))).toEqual([429]);
    await behind.close();
  });
});

async function ask(fetch: TestCoordinator['fetch'], times: number, init = {}): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < times; time += 1) statuses.push((await fetch('/v1/me', init)).status);
  return statuses;
}

async function exchange(bytes: string): Promise<string> {
  const { hostname, port } = new URL(coordinator.url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.setEncoding('utf8').on('data', (data) => {
    text += data;
  });
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}
