import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { type Answer, endOf, type Scene, smallCall, startOf, startScene } from './scene.ts';

const begin = { 'content-type': 'text/event-stream' };

/** Asks, and hangs up once the API has been asked or has begun to answer. */
async function leave(scene: Scene, when: 'asked' | 'begun'): Promise<void> {
  const leaving = new AbortController();
  const sending = scene.post(smallCall, { signal: leaving.signal });
  if (when === 'begun') await (await sending).body?.getReader().read();
  else await vi.waitUntil(() => scene.seen.length === 1);
  leaving.abort();
  await sending.catch(() => undefined);
}

it('charges what may have been thought unseen in the time', async () => {
  const silent: Answer = (response) => {
    response.writeHead(200, begin);
    response.write(startOf({ input_tokens: 100, output_tokens: 1 }));
  };
  const scene = await startScene(silent);
  await leave(scene, 'begun');
  await vi.waitFor(() => expect(scene.calls).toHaveLength(1), 10_000);
  // The three seconds for which the gateway stays, at least.
  expect(scene.calls[0]?.tokens.output).toBeGreaterThan(850);
  expect(scene.calls[0]).toMatchObject({ tokens: { input: 100 }, estimated: true });
});

it('reads on to the end when that is near', async () => {
  const scene = await startScene(async (response) => {
    await sleep(300);
    response.writeHead(200, begin);
    response.write(startOf({ input_tokens: 100, output_tokens: 1 }));
    await sleep(300);
    response.end(endOf({ output_tokens: 3777 }));
  });
  await leave(scene, 'asked');
  await vi.waitFor(() => expect(scene.calls).toHaveLength(1), 10_000);
  expect(scene.calls[0]).toMatchObject({
    tokens: { input: 100, output: 3777 },
    estimated: false,
    status: 200,
  });
});

it('does not stay for anything when the run is over', async () => {
  const scene = await startScene(() => undefined);
  await leave(scene, 'asked');
  await scene.gateway.close();
  expect(scene.calls).toMatchObject([{ status: 0, estimated: true }]);
});

it('charges a call that many can leave, for each of them', async () => {
  const scene = await startScene(
    (response) => {
      response.writeHead(200, begin);
      response.write(startOf({ input_tokens: 100, output_tokens: 1 }));
    },
    { grantMicroUsd: 200_000 },
  );
  await Promise.all([1, 2].map(async () => leave(scene, 'begun')));
  await vi.waitFor(() => expect(scene.calls).toHaveLength(2), 10_000);
  expect(scene.gateway.ledger().spentMicroUsd).toBeGreaterThan(2 * 850 * 20);
});
