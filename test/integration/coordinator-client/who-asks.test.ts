import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { asking } from '../../helpers/asking.ts';
import { problem } from '../../helpers/scripted-coordinator.ts';
import { startScene, token } from './scene.ts';

it("a job shows GitHub's token, a new one each time, for the coordinator's address; then the token given", async () => {
  const issued: string[] = [];
  const issuer = createServer((request, response) => {
    issued.push(`${request.headers.authorization} ${request.url}`);
    response.end(JSON.stringify({ value: `header.payload-${issued.length}.signature` }));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void issuer.close());
  await once(issuer, 'listening');
  const { port } = issuer.address() as AddressInfo;
  const scene = await startScene({
    idToken: { url: `http://127.0.0.1:${port}/token?api-version=2.0`, token: 'request-token' },
    script: ({ route, authorization }, index) => {
      if (route !== 'admission') return null;
      if (index === 0) return { status: 503 };
      return authorization.includes('header.payload') ? problem(403, 'not_enrolled', 'Unknown') : null;
    },
  });
  expect(await scene.link.entry).toMatchObject({ kind: 'go' });
  const audience = encodeURIComponent(scene.proxy.url);
  const line = `Bearer request-token /token?api-version=2.0&audience=${audience}`;
  expect(issued).toEqual([line, line]);
  const bearers = scene.coordinator.asked
    .filter(({ route }) => route === 'admission')
    .map((one) => one.authorization);
  expect(bearers).toEqual([
    'Bearer header.payload-1.signature',
    'Bearer header.payload-2.signature',
    `Bearer ${token}`,
  ]);
  expect(scene.hidden).toEqual(
    expect.arrayContaining(['header.payload-1.signature', 'header.payload-2.signature']),
  );
});

it('goes through the proxy of the runner', async () => {
  const forwarded: string[] = [];
  const proxy = createServer((asked, answer) => {
    forwarded.push(asked.url ?? '');
    const { method, headers } = asked;
    const onward = request(asked.url ?? '', { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    asked.pipe(onward);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => proxy.closeAllConnections());
  const { port } = proxy.address() as AddressInfo;
  const scene = await startScene({ proxyEnv: { http_proxy: `http://127.0.0.1:${port}` } });
  expect(await scene.link.entry).toMatchObject({ kind: 'go' });
  expect(forwarded[0]).toBe(`${scene.proxy.url}/v1/runs`);
});

it('goes alone where the runner does not say which repository it is', async () => {
  const scene = await startScene({ asking: { ...asking, runner: { ...asking.runner, repositoryId: 0 } } });
  expect(await scene.link.entry).toEqual({
    kind: 'alone',
    why: 'cannot be asked: the runner gives no valid repository.id',
  });
  expect(scene.coordinator.asked).toEqual([]);
});
