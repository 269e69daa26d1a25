import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished, vi } from 'vitest';
import { endOf, smallCall, startOf, startScene, streamed, textOf } from './scene.ts';

const begin = { 'content-type': 'text/event-stream' };

it('passes each part of an answer on before the next one exists', async () => {
  const proceed: PromiseWithResolvers<void>[] = [Promise.withResolvers(), Promise.withResolvers()];
  const parts = [startOf({ input_tokens: 1 }), textOf('a'), endOf({ output_tokens: 1 })];
  const scene = await startScene(async (response) => {
    response.writeHead(200, begin);
    for (const [index, part] of parts.entries()) {
      response.write(part);
      await proceed[index]?.promise;
    }
    response.end();
  });
  const reader = (await scene.post()).body?.pipeThrough(new TextDecoderStream()).getReader();
  for (const [index, part] of parts.entries()) {
    expect((await reader?.read())?.value).toBe(part);
    proceed[index]?.resolve();
  }
});

it('takes no more from the model API than the child takes', async () => {
  let written = 0;
  const scene = await startScene(async (response) => {
    response.writeHead(200, begin);
    const part = textOf('x'.repeat(64 * 1024));
    // Ends with the process when it is never taken.
    for (; written < 64 * 1024 * 1024; written += part.length)
      if (!response.write(part)) await new Promise((go) => response.once('drain', go));
  });
  const slow = request(`${scene.gateway.url}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': scene.gateway.childCredential.value },
  });
  slow.end(JSON.stringify(smallCall));
  const [response] = (await once(slow, 'response')) as [IncomingMessage];
  response.pause();
  // Stopped for good: what stands in the buffers of two connections, and no more.
  await vi.waitFor(async () => {
    const before = written;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(written).toBe(before);
  }, 10_000);
  expect(written).toBeLessThan(32 * 1024 * 1024);
  slow.on('error', () => undefined).destroy();
});

it('works below a path of another address', async () => {
  const scene = await startScene(streamed({ input_tokens: 1 }, 1));
  const upstream = createServer((incoming, response) => response.end(JSON.stringify({ url: incoming.url })));
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  onTestFinished(() => upstream.close().closeAllConnections());
  const other = await startScene(streamed({}, 1), {
    upstream: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/some/prefix/`,
  });
  expect(await (await other.post(smallCall, { path: '/v1/messages?beta=true' })).json()).toEqual({
    url: '/some/prefix/v1/messages?beta=true',
  });
  expect(scene.seen).toEqual([]);
});

it('goes through the proxy it is given, and past it where it is told to', async () => {
  const asked: string[] = [];
  const proxy = createServer((incoming, response) => {
    asked.push(incoming.url ?? '');
    response.writeHead(200, begin);
    response.end(startOf({ input_tokens: 1 }) + endOf({ output_tokens: 1 }));
  });
  proxy.on('connect', (incoming, socket) => {
    asked.push(incoming.url ?? '');
    const [host, port] = (incoming.url ?? '').split(':');
    const out = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      out.pipe(socket).pipe(out);
    });
    socket.on('error', () => out.destroy());
    out.on('error', () => socket.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => proxy.close().closeAllConnections());
  const HTTP_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const through = await startScene(streamed({ input_tokens: 1 }, 1), { proxyEnv: { HTTP_PROXY } });
  expect((await through.post()).status).toBe(200);
  expect(asked).toHaveLength(1);
  const past = await startScene(streamed({ input_tokens: 1 }, 1), {
    proxyEnv: { HTTP_PROXY, no_proxy: '127.0.0.1' },
  });
  expect((await past.post()).status).toBe(200);
  expect(asked).toHaveLength(1);
});

it('listens on a socket that only its owner can use, for whatever port the other side shows', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const socketPath = join(folder, 'gateway.sock');
  const scene = await startScene(streamed({ input_tokens: 1 }, 1), { socketPath });
  expect((await stat(socketPath)).mode & 0o777).toBe(0o600);
  const ask = async (host: string): Promise<number | undefined> => {
    const headers = {
      host,
      'content-type': 'application/json',
      'x-api-key': scene.gateway.childCredential.value,
    };
    const sent = request({ socketPath, path: '/v1/messages', method: 'POST', headers, agent: new Agent() });
    sent.end(JSON.stringify(smallCall));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    await text(response);
    return response.statusCode;
  };
  expect(await ask('127.0.0.1:4711')).toBe(200);
  expect(await ask('attacker.example')).toBe(403);
  await scene.gateway.close();
  await expect(stat(socketPath)).rejects.toThrow('ENOENT');
});

it('says that a socket path is too long', async () => {
  const socketPath = join(tmpdir(), 'x'.repeat(120));
  await expect(startScene(streamed({}, 1), { socketPath })).rejects.toThrow('107 bytes');
});

it('ends what is under way when it closes, and charges it', async () => {
  const scene = await startScene((response) => {
    response.writeHead(200, begin);
    response.write(startOf({ input_tokens: 7, output_tokens: 1 }));
  });
  const response = await scene.post();
  await response.body?.getReader().read();
  await scene.gateway.close();
  expect(scene.gateway.ledger().entries).toMatchObject([
    { tokens: { input: 7, output: expect.any(Number) }, estimated: true },
  ]);
  await expect(scene.post()).rejects.toThrow('fetch failed');
});
