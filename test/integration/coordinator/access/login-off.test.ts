import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { startLoginScene } from '../../../helpers/coordinator/login-scene.ts';

const coordinator = await startCoordinator();
afterAll(coordinator.close);

it.each([
  ['GET', '/login', undefined],
  ['GET', '/login/callback?code=a&state=b', undefined],
  ['POST', '/login/device', undefined],
  ['POST', '/login/device/token', '{"deviceCode":"a"}'],
])('without an OAuth client %s %s is off, and says how to turn it on', async (method, path, body) => {
  const sent = body === undefined ? {} : { body };
  const answer = await coordinator.fetch(path, { method, token: null, redirect: 'manual', ...sent });
  const problem = (await answer.json()) as { code: string; detail: string };
  expect([answer.status, problem.code]).toEqual([404, 'login_off']);
  expect(problem.detail).toContain('GITHUB_CLIENT_ID');
});

it('says when the OAuth app on GitHub has no device flow', async () => {
  const { coordinator: other } = await startLoginScene({ deviceFlow: false });
  const answer = await other.fetch('/login/device', { method: 'POST', token: null });
  expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'device_login_off' }]);
});
