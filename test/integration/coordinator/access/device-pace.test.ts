import { expect, it } from 'vitest';
import { startLoginScene } from '../../../helpers/coordinator/login-scene.ts';

const { github, coordinator } = await startLoginScene({ deviceIntervalSeconds: 5 });

async function post(path: string, body?: object): Promise<Record<string, string>> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await coordinator.fetch(path, { method: 'POST', token: null, ...sent });
  return (await answer.json()) as Record<string, string>;
}

it('asks GitHub no more often than GitHub allows, however often a device asks', async () => {
  const { deviceCode, intervalSeconds } = await post('/login/device');
  expect(intervalSeconds).toBe(5);
  expect(await post('/login/device/token', { deviceCode })).toMatchObject({ code: 'authorization_pending' });
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => post('/login/device/token', { deviceCode })),
  );
  for (const answer of answers) expect(answer).toMatchObject({ code: 'slow_down', intervalSeconds: 5 });
  expect(github.requests.filter(({ route }) => route === 'oauth/access-token')).toHaveLength(1);
});

it('passes on that GitHub wants more time between two questions', async () => {
  const { deviceCode } = await post('/login/device');
  const body = { error: 'slow_down', error_description: 'Too many requests', interval: 10 };
  github.fault({ path: '/login/oauth/access_token', status: 200, body });
  for (let n = 0; n < 2; n += 1)
    expect(await post('/login/device/token', { deviceCode })).toMatchObject({
      code: 'slow_down',
      intervalSeconds: 10,
    });
});

it('says when GitHub is away', async () => {
  const { deviceCode } = await post('/login/device');
  github.fault({ path: '/login/oauth/access_token', status: 500 });
  expect(await post('/login/device/token', { deviceCode })).toMatchObject({ code: 'github_unavailable' });
  github.fault({ path: '/login/device/code', status: 500 });
  expect(await post('/login/device')).toMatchObject({ code: 'github_unavailable' });
});
