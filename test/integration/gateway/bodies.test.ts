import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createBodyBudget } from '../../../action/gateway/body-budget.ts';
import { readBody } from '../../../action/gateway/read-body.ts';
import { smallCall, startScene, streamed } from './scene.ts';

it('holds no more bodies at once than it has room for, and says when to come again', async () => {
  const answering = Promise.withResolvers<void>();
  const scene = await startScene(async (response, asked, index) => {
    await answering.promise;
    await streamed({ input_tokens: 1 }, 1)(response, asked, index);
  });
  const user_id = 'x'.repeat(32 * 1024 * 1024 - 500);
  const body = JSON.stringify({ ...smallCall, metadata: { user_id } });
  const large = [1, 2].map(async () => scene.post(body));
  await vi.waitFor(() => expect(scene.seen).toHaveLength(2), 10_000);
  const refused = await scene.post();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.headers.has('x-should-retry')).toBe(false);
  answering.resolve();
  for (const response of await Promise.all(large)) expect(await response.text()).toContain('message_stop');
  // What is not paid for is not sent on either.
  expect(scene.seen.map(({ body: sent }) => sent)).toEqual([smallCall, smallCall]);
  expect((await scene.post()).status).toBe(200);
});

it('does not wait for the rest of a body that does not come', async () => {
  const kinds: string[] = [];
  const server = createServer((incoming, response) => {
    void readBody(incoming, createBodyBudget().open(), 50).then(({ kind }) => {
      kinds.push(kind);
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, host: '127.0.0.1', method: 'POST', headers: { 'content-length': 100 } });
  sent.on('error', () => undefined).write('{');
  await once(sent, 'response');
  expect(kinds).toEqual(['stalled']);
});

it('fills no log with what it refuses', async () => {
  const scene = await startScene(streamed({ input_tokens: 1 }, 1));
  for (let count = 0; count < 40; count++) await scene.post(undefined, { path: `/v1/files/${count}` });
  expect(scene.warnings).toHaveLength(10);
  await scene.gateway.close();
  expect(scene.warnings.slice(10)).toEqual([
    'The gateway counted 30 more refused requests after the first 10.',
  ]);
});

it('sends on only the betas and headers that it knows', async () => {
  const scene = await startScene(streamed({ input_tokens: 1 }, 1));
  const headers = {
    'anthropic-beta': 'effort-2025-11-24,code-execution-2025-08-25,fast-mode-2026-02-01',
    'anthropic-version': '2023-06-01',
    'anthropic-workspace-id': 'another',
  };
  await (await scene.post(smallCall, { headers })).text();
  expect(scene.seen[0]?.headers).toMatchObject({
    'anthropic-beta': 'effort-2025-11-24',
    'anthropic-version': '2023-06-01',
  });
  expect(scene.seen[0]?.headers).not.toHaveProperty('anthropic-workspace-id');
});
