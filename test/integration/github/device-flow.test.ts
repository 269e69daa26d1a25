import { createOAuthUserAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { expect, test } from 'vitest';
import type { OAuthApp } from '../../github/oauth/oauth-app.ts';
import type { GitHub } from '../../github/server.ts';
import { startScene } from './scene.ts';

const DEVICE = { callbackUrl: 'http://127.0.0.1/', deviceFlow: true, deviceIntervalSeconds: 0 } as const;

test('the real client waits until the person has approved', async () => {
  const { github } = await startScene();
  const app = github.oauth.createApp(DEVICE);
  github.onRequest((request) => {
    const asked = github.requests.filter(({ route }) => route === 'oauth/access-token');
    if (request.route === 'oauth/access-token' && asked.length === 2)
      github.oauth.approveDevice(shown, 'alice');
  });
  let shown = '';
  const octokit = new Octokit({
    baseUrl: github.apiUrl,
    authStrategy: createOAuthUserAuth,
    auth: {
      clientType: 'oauth-app',
      clientId: app.clientId,
      clientSecret: app.clientSecret,
      scopes: ['read:org'],
      onVerification: ({ user_code: code }: { user_code: string }): void => {
        shown = code;
      },
    },
  });
  expect((await octokit.rest.users.getAuthenticated()).data.login).toBe('alice');
  expect(shown).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
  expect(github.violations).toEqual([]);
});

test('a device hears why it has no token', async () => {
  const { github } = await startScene();
  const app = github.oauth.createApp(DEVICE);
  const { device_code: code = '', user_code: shown = '', verification_uri: page } = await start(github, app);
  expect(page).toBe(`${github.serverUrl}/login/device`);
  expect(await poll(github, app, code)).toMatchObject({ error: 'authorization_pending' });
  expect(await poll(github, app, 'made-up')).toMatchObject({ error: 'incorrect_device_code' });
  expect(await poll(github, github.oauth.createApp(DEVICE), code)).toMatchObject({
    error: 'incorrect_device_code',
  });
  github.oauth.denyDevice(shown);
  expect(await poll(github, app, code)).toMatchObject({ error: 'access_denied' });
  const second = await start(github, app);
  github.oauth.expireDevice(second['user_code'] ?? '');
  expect(await poll(github, app, second['device_code'] ?? '')).toMatchObject({ error: 'expired_token' });
  const third = await start(github, app);
  github.oauth.approveDevice(third['user_code'] ?? '', 'alice');
  expect(await poll(github, app, third['device_code'] ?? '')).toMatchObject({ token_type: 'bearer' });
  expect(await poll(github, app, third['device_code'] ?? '')).toMatchObject({
    error: 'incorrect_device_code',
  });
});

test('a device that asks too often is slowed down, even once the person has approved', async () => {
  const { github } = await startScene();
  const app = github.oauth.createApp({ ...DEVICE, deviceIntervalSeconds: 5 });
  const { device_code: code = '', user_code: shown = '', interval } = await start(github, app);
  expect(interval).toBe(5);
  expect(await poll(github, app, code)).toMatchObject({ error: 'authorization_pending' });
  github.oauth.approveDevice(shown, 'alice');
  expect(await poll(github, app, code)).toMatchObject({ error: 'slow_down', interval: 10 });
  expect(await poll(github, app, code)).toMatchObject({ error: 'slow_down', interval: 15 });
});

test('without the device flow switched on, or for nobody, there is no code', async () => {
  const { github } = await startScene();
  const off = github.oauth.createApp({ callbackUrl: 'http://127.0.0.1/' });
  expect(await start(github, off)).toMatchObject({ error: 'device_flow_disabled' });
  expect(await start(github, { ...off, clientId: 'unknown' })).toEqual({ error: 'Not Found' });
});

async function start(github: GitHub, app: OAuthApp): Promise<Record<string, string>> {
  return post(github, '/login/device/code', { client_id: app.clientId, scope: 'read:org' });
}

async function poll(github: GitHub, app: OAuthApp, code: string): Promise<Record<string, string>> {
  return post(github, '/login/oauth/access_token', {
    client_id: app.clientId,
    device_code: code,
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
  });
}

async function post(github: GitHub, path: string, fields: object): Promise<Record<string, string>> {
  const answer = await fetch(new URL(github.apiUrl).origin + path, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
  return (await answer.json()) as Record<string, string>;
}
