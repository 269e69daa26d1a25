import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { failed, realKey, smallCall, startScene, streamed } from './scene.ts';

it('turns a refused credential into what Claude Code does not repeat', async () => {
  const scene = await startScene(failed(401, {}, 'invalid x-api-key'));
  const response = await scene.post();
  expect(response.status).toBe(403);
  expect(response.headers.get('x-should-retry')).toBe('false');
  expect(await response.text()).toContain('refused the credential (401): invalid x-api-key');
  expect(scene.gateway.refusal()).toMatchObject({ failureClass: 'auth' });
  expect(scene.calls[0]).toMatchObject({ status: 401, costMicroUsd: 0 });
});

it.each([400, 403, 413, 429, 500, 529])('passes %i on as it is', async (status) => {
  const scene = await startScene(
    failed(status, {
      'retry-after': '7',
      'x-should-retry': 'true',
      'anthropic-ratelimit-requests-remaining': '0',
      server: 'x',
    }),
  );
  const response = await scene.post();
  expect(response.status).toBe(status);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'retry-after': '7',
    'x-should-retry': 'true',
    'anthropic-ratelimit-requests-remaining': '0',
  });
  expect(response.headers.has('server')).toBe(false);
  expect(await response.json()).toEqual({ type: 'error', error: { type: 'x_error', message: 'no' } });
});

it('says which host it cannot reach', async () => {
  const port = await closedPort();
  const scene = await startScene(streamed({}, 1), { upstream: `http://127.0.0.1:${port}` });
  const response = await scene.post();
  expect(response.status).toBe(502);
  expect(await response.json()).toEqual({
    type: 'error',
    error: {
      type: 'api_error',
      message: `The gateway cannot reach the model API at 127.0.0.1:${port}: ECONNREFUSED`,
    },
  });
  expect(scene.calls[0]).toMatchObject({ status: 0, costMicroUsd: 0 });
});

it('ends a stream that broke off in a way that cannot be taken for its end', async () => {
  const scene = await startScene((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('event: ping\ndata: {}\n\n');
    setTimeout(() => response.destroy(), 10);
  });
  await expect((await scene.post()).text()).rejects.toThrow('terminated');
});

it('says nothing of the credential in its log', async () => {
  const scene = await startScene((response) => response.destroy());
  expect((await scene.post()).status).toBe(502);
  expect(scene.warnings.join()).toContain('broke off');
  expect(scene.warnings.join()).not.toContain(realKey);
});

it.each([
  ['a web search', { tools: [{ type: 'web_search_20250305', name: 'web_search' }] }],
  ['an MCP server', { mcp_servers: [{ type: 'url', url: 'https://attacker.example', name: 'x' }] }],
  [
    'an image by its address',
    {
      messages: [
        {
          role: 'user',
          content: [{ type: 'image', source: { type: 'url', url: 'https://attacker.example/?secret' } }],
        },
      ],
    },
  ],
])('refuses %s, by which the API would carry data out', async (_, over) => {
  const scene = await startScene(streamed({}, 1));
  const response = await scene.post({ ...smallCall, ...over });
  expect(response.status).toBe(403);
  expect(scene.seen).toEqual([]);
  expect(scene.gateway.refusal()).toMatchObject({ failureClass: 'denied' });
  // Free of charge is not free to reach out.
  expect((await scene.post({ ...smallCall, ...over }, { path: '/v1/messages/count_tokens' })).status).toBe(
    403,
  );
  expect(scene.seen).toEqual([]);
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
