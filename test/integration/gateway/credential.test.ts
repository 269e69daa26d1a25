import { expect, it } from 'vitest';
import { failed, realKey, startScene, streamed } from './scene.ts';

const usage = { input_tokens: 10 };

it('puts the real key in the place of the one that the child shows', async () => {
  const scene = await startScene(streamed(usage, 5));
  await (await scene.post()).text();
  expect(scene.seen[0]?.headers['x-api-key']).toBe(realKey);
  expect(scene.gateway.childCredential.value).toMatch(/^sk-ant-api03-[\w-]{90,}AA$/);
  expect(JSON.stringify(scene.seen)).not.toContain(scene.gateway.childCredential.value);
});

it('sends an OAuth token as a bearer, with the beta that Claude Code asks for', async () => {
  const token = 'sk-ant-oat01-the-real-token-0123456789';
  const scene = await startScene(streamed(usage, 5), { credential: { kind: 'oauth', value: token } });
  const { value } = scene.gateway.childCredential;
  expect(value).toMatch(/^sk-ant-oat01-/);
  const headers = {
    authorization: `Bearer ${value}`,
    'x-api-key': 'sk-of-another',
    'anthropic-beta': 'oauth-2025-04-20',
  };
  expect((await scene.post(undefined, { headers })).status).toBe(200);
  expect(scene.seen[0]?.headers).toMatchObject({
    authorization: `Bearer ${token}`,
    'anthropic-beta': 'oauth-2025-04-20',
  });
  expect(scene.seen[0]?.headers).not.toHaveProperty('x-api-key');
});

it.each([
  ['none', { 'x-api-key': '' }],
  ['a guessed one', { 'x-api-key': `sk-ant-api03-${'a'.repeat(92)}-AA` }],
  ['the real one', { 'x-api-key': realKey }],
])('refuses a request with %s, and nothing reaches the model API', async (_, headers) => {
  const scene = await startScene(streamed(usage, 5));
  const response = await scene.post(undefined, { headers });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ type: 'error', error: { type: 'permission_error' } });
  expect(scene.seen).toEqual([]);
});

it('sends nothing else back that an upstream repeats of the credential', async () => {
  const scene = await startScene((response) => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'request-id': realKey,
      'set-cookie': 'a=b',
      'x-debug': realKey,
    });
    response.write(`{"type":"message","echo":"${realKey.slice(0, 20)}`);
    setTimeout(() => response.end(`${realKey.slice(20)}"}`), 20);
  });
  const response = await scene.post({ model: 'claude-opus-5-5', max_tokens: 10, messages: [] });
  expect([...response.headers.keys()]).not.toContain('x-debug');
  expect([...response.headers.keys()]).not.toContain('set-cookie');
  expect(JSON.stringify([...response.headers])).not.toContain(realKey);
  expect(await response.json()).toEqual({ type: 'message', echo: 'x'.repeat(realKey.length) });
});

it('takes the credential out of an error too', async () => {
  const scene = await startScene(failed(400, {}, `bad key ${realKey}`));
  expect(await (await scene.post()).text()).toBe(
    `{"type":"error","error":{"type":"x_error","message":"bad key ${'x'.repeat(realKey.length)}"}}`,
  );
});

it('does not follow a redirect with the credential', async () => {
  const elsewhere = await startScene(streamed(usage, 5));
  const scene = await startScene((response) => {
    response.writeHead(307, { location: `${elsewhere.gateway.url}/v1/messages` });
    response.end();
  });
  const response = await scene.post();
  expect(response.status).toBe(502);
  expect(await response.text()).toContain('redirects are not followed');
  expect(response.headers.has('location')).toBe(false);
  expect(elsewhere.warnings).toEqual([]);
});
