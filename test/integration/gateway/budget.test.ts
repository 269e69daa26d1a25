import { expect, it } from 'vitest';
import { type Answer, smallCall, startScene, streamed } from './scene.ts';

/** $4 a million in, $20 out. */
const usage = { input_tokens: 1000 };

it('lowers what a call may answer to what the rest of the grant pays', async () => {
  const scene = await startScene(streamed(usage, 10), { grantMicroUsd: 100_000 });
  await (await scene.post({ ...smallCall, max_tokens: 128_000 })).text();
  const sent = Number(scene.seen[0]?.body['max_tokens']);
  expect(sent).toBeGreaterThan(4900);
  expect(sent).toBeLessThanOrEqual(5000);
});

it('leaves a call alone that can be paid', async () => {
  const scene = await startScene(streamed(usage, 10));
  await (await scene.post()).text();
  expect(scene.seen[0]?.body).toEqual(smallCall);
});

it('keeps a thinking budget valid', async () => {
  const scene = await startScene(streamed(usage, 10), { grantMicroUsd: 100_000 });
  const thinking = { type: 'enabled', budget_tokens: 30_000 };
  await (await scene.post({ ...smallCall, max_tokens: 32_000, thinking })).text();
  const max = Number(scene.seen[0]?.body['max_tokens']);
  expect(max).toBeLessThan(5001);
  expect(scene.seen[0]?.body['thinking']).toEqual({ type: 'enabled', budget_tokens: max - 1024 });
});

it('refuses a call when the input and a useful answer are not paid for, and says why', async () => {
  const scene = await startScene(streamed(usage, 900), { grantMicroUsd: 42_000 });
  expect((await scene.post()).status).toBe(200);
  const refused = await scene.post();
  expect(refused.status).toBe(403);
  expect(refused.headers.get('x-should-retry')).toBe('false');
  const { error } = (await refused.json()) as { error: { message: string } };
  expect(error.message).toContain('The budget of this run is spent: $0.0220 of $0.0420');
  expect(scene.gateway.refusal()).toEqual({ failureClass: 'budget_exceeded', message: error.message });
  expect(scene.seen).toHaveLength(1);
});

/** Uses all that it may. */
const greedy: Answer = (response, request, index) => {
  setTimeout(() => streamed(usage, Number(request.body['max_tokens']))(response, request, index), 10);
};

it('keeps ten calls at once within the grant', async () => {
  const grantMicroUsd = 1_000_000;
  const scene = await startScene(greedy, { grantMicroUsd });
  const prompt = { ...smallCall, max_tokens: 60_000, system: 'word '.repeat(500) };
  const all = Array.from({ length: 10 }, async () => {
    const response = await scene.post(prompt);
    await response.text();
    return response.status;
  });
  const statuses = await Promise.all(all);
  expect(statuses).toContain(200);
  expect(statuses).toContain(403);
  const { spentMicroUsd } = scene.gateway.ledger();
  // The estimate of the input is the only thing that may be wrong, and here it is too high.
  expect(spentMicroUsd).toBeLessThanOrEqual(grantMicroUsd);
  expect(spentMicroUsd).toBeGreaterThan(grantMicroUsd * 0.7);
});

it('lets calls wait for those under way rather than refuse them', async () => {
  const scene = await startScene(streamed(usage, 10), { grantMicroUsd: 200_000 });
  const all = Array.from(
    { length: 8 },
    async () => (await scene.post({ ...smallCall, max_tokens: 9000 })).status,
  );
  expect(await Promise.all(all)).toEqual(Array(8).fill(200));
});

it('tells the model at 80%, after tool results and behind the cache', async () => {
  const scene = await startScene(streamed(usage, 3900), { grantMicroUsd: 100_000 });
  const result = {
    type: 'tool_result',
    tool_use_id: 't',
    content: 'ok',
    cache_control: { type: 'ephemeral' },
  };
  const messages = [...smallCall.messages, { role: 'user', content: [result] }];
  await (await scene.post({ ...smallCall, messages })).text();
  expect(scene.seen[0]?.body['messages']).toEqual(messages);
  await (await scene.post({ ...smallCall, max_tokens: 500, messages })).text();
  expect(scene.seen[1]?.body).toHaveProperty('messages.1.content', [
    result,
    {
      type: 'text',
      text: expect.stringMatching(/^\[Claude Orchestrator: 82% of this run's budget is spent\. Finish now/),
    },
  ]);
});

it.each([
  ['no JSON', 'max_tokens=5'],
  ['a list', '[]'],
  ['no model', JSON.stringify({ ...smallCall, model: undefined })],
  ['no messages', JSON.stringify({ ...smallCall, messages: 'hello' })],
  ['no limit', JSON.stringify({ ...smallCall, max_tokens: undefined })],
  ['a limit in words', JSON.stringify({ ...smallCall, max_tokens: '4096' })],
  ['a limit below zero', JSON.stringify({ ...smallCall, max_tokens: -1 })],
  ['a limit beyond numbers', JSON.stringify(smallCall).replace('4096', '1e400')],
])('sends nothing on that it cannot meter: %s', async (_, body) => {
  const scene = await startScene(streamed(usage, 10));
  expect((await scene.post(body)).status).toBe(400);
  expect(scene.seen).toEqual([]);
});

it('sends on what it checked, not another reading of it', async () => {
  const scene = await startScene(streamed(usage, 10), { grantMicroUsd: 100_000 });
  const twice = JSON.stringify({ ...smallCall, max_tokens: 10 }).replace(
    '{',
    '{"max_tokens":128000,"mcp_servers":[],"mcp_servers":[],',
  );
  await (await scene.post(twice)).text();
  expect(scene.seen[0]?.body).toEqual({ ...smallCall, max_tokens: 10 });
});
