import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { type Answer, endOf, type Scene, smallCall, startOf, startScene, textOf } from './scene.ts';

const begin = { 'content-type': 'text/event-stream' };
const statusOf = async (scene: Scene, body: unknown): Promise<number> => {
  const response = await scene.post(body);
  await response.text();
  return response.status;
};

/** An API that bills every prompt alike, after a while, whatever it looks like. */
const billing =
  (usage: object, model: string): Answer =>
  async (response) => {
    response.writeHead(200, begin);
    await sleep(20);
    response.end(startOf({ ...usage, output_tokens: 1 }, model) + textOf('x') + endOf({ output_tokens: 1 }));
  };

it.each([30, 5])(
  'is overspent by one call at most when many at once hope for a prefix %i blocks back that the cache does not give',
  async (blocks) => {
    const written = 80_000;
    const usage = {
      input_tokens: 3,
      cache_creation_input_tokens: written,
      cache_creation: { ephemeral_1h_input_tokens: written, ephemeral_5m_input_tokens: 0 },
    };
    const model = 'claude-mythos-5-1';
    const scene = await startScene(billing(usage, model));
    const mark = { cache_control: { type: 'ephemeral', ttl: '1h' } };
    const prefix = { type: 'text', text: 'word '.repeat(80_000) };
    const call = (content: unknown[]): object => ({
      ...smallCall,
      model,
      max_tokens: 1,
      messages: [{ role: 'user', content }],
    });
    expect(await statusOf(scene, call([{ ...prefix, ...mark }]))).toBe(200);
    const between = Array.from({ length: blocks }, (_, at) => ({ type: 'text', text: String(at) }));
    const statuses = await Promise.all(
      Array.from({ length: 60 }, async (_, at) =>
        statusOf(scene, call([prefix, ...between, { type: 'text', text: `end ${at}`, ...mark }])),
      ),
    );
    expect(statuses).toContain(403);
    // $20 a million: $1.60 a call.
    expect(scene.seen.length * written * 20).toBeLessThan(5_000_000 + 1_700_000);
  },
);

it('is overspent by one call at most when many at once send small documents of many pages', async () => {
  const scene = await startScene(billing({ input_tokens: 160_000 }, 'claude-opus-4-1'));
  const data = Buffer.alloc(6000, 'x').toString('base64');
  const source = { type: 'base64', media_type: 'application/pdf', data };
  const body = {
    ...smallCall,
    model: 'claude-opus-4-1',
    max_tokens: 1,
    messages: [{ role: 'user', content: [{ type: 'document', source }] }],
  };
  const statuses = await Promise.all(Array.from({ length: 60 }, async () => statusOf(scene, body)));
  expect(statuses).toContain(403);
  // $15 a million: $2.40 a call.
  expect(scene.seen).toHaveLength(3);
});

it('lets calls of an ordinary size go side by side', async () => {
  const scene = await startScene(async (response) => {
    // All of them are there before one is answered: else the test ends here.
    await vi.waitFor(() => expect(scene.seen).toHaveLength(4), 10_000);
    response.writeHead(200, begin);
    response.end(startOf({ input_tokens: 20_000, output_tokens: 1 }) + endOf({ output_tokens: 1 }));
  });
  const body = { ...smallCall, max_tokens: 32_000, system: 'word '.repeat(12_000) };
  expect(await Promise.all([1, 2, 3, 4].map(async () => statusOf(scene, body)))).toEqual([
    200, 200, 200, 200,
  ]);
});
