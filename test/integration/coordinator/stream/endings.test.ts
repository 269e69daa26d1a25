import { expect, it } from 'vitest';
import { openBrowser } from '../../../helpers/coordinator/browser.ts';
import { startCoordinator, type TestCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { startLoginScene } from '../../../helpers/coordinator/login-scene.ts';
import { startRun } from '../../../helpers/coordinator/runs.ts';
import { lastOf, listen, listening } from '../../../helpers/coordinator/stream.ts';
import { until } from '../../../helpers/coordinator/until.ts';

const { coordinator, github, addMember } = await startLoginScene();
await addMember('alice', 'viewer');

async function newToken({
  fetch,
}: TestCoordinator): Promise<{ readonly id: string; readonly token: string }> {
  const body = JSON.stringify({ name: 'reader', scopes: ['runs:read'] });
  return (await (await fetch('/v1/tokens', { method: 'POST', body })).json()) as never;
}

it('ends with the token by which it was opened, and leaves the others', async () => {
  const { id, token } = await newToken(coordinator);
  const [own, other] = [await listening(coordinator, { token }), await listening(coordinator)];
  expect((await coordinator.fetch('/v1/changes?after=x', { token })).status).toBe(200);
  await coordinator.fetch(`/v1/tokens/${id}`, { method: 'DELETE' });
  expect((await coordinator.fetch('/v1/changes?after=x', { token })).status).toBe(401);
  await until(async () => own.isOver());
  const again = await listen(coordinator, { token });
  expect([again.status, other.isOver()]).toEqual([401, false]);
  other.close();
});

it('ends with the login by which it was opened', async () => {
  github.oauth.signIn('alice');
  const browser = openBrowser(coordinator);
  await browser.logIn();
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const stream = await listening(coordinator, { token: null, query: '?org=1', headers: { cookie } });
  const run = await startRun(coordinator, { subject: 'pr-1' });
  await until(async () => lastOf(stream, run.id) !== null);
  expect((await browser.send('/logout', { method: 'POST' })).status).toBe(204);
  await until(async () => stream.isOver());
});

it('ends for a member who is removed', async () => {
  github.oauth.signIn('alice');
  const browser = openBrowser(coordinator);
  await browser.logIn();
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const stream = await listening(coordinator, { token: null, headers: { cookie } });
  const { userId } = (await (await browser.send('/v1/me')).json()) as { readonly userId: number };
  expect((await coordinator.fetch(`/v1/members/${userId}`, { method: 'DELETE' })).status).toBe(204);
  await until(async () => stream.isOver());
});

it('is refused to who has 100 of them, and to nobody else', async () => {
  const { token } = await newToken(coordinator);
  const streams = await Promise.all(
    Array.from({ length: 100 }, async () => listening(coordinator, { token })),
  );
  const refused = await listen(coordinator, { token });
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '30']);
  await until(async () => refused.text().includes('"too_many_streams"'));
  const other = await listening(coordinator);
  streams[0]?.close();
  await until(async () => (await listen(coordinator, { token })).status === 200);
  for (const stream of [...streams, other]) stream.close();
});

it('ends with the coordinator, which does not wait for its readers', async () => {
  const ending = await startCoordinator();
  const stream = await listening(ending);
  const startedMs = performance.now();
  await ending.close();
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  expect(stream.isOver()).toBe(true);
  expect(stream.text()).toMatch(/retry: \d{4}\n\n$/);
});

it('is logged when it is over, as one request', async () => {
  const stream = await listening(coordinator);
  const count = async (): Promise<number> => {
    const text = await (await coordinator.fetch('/metrics', { token: null })).text();
    return Number(/^http_requests_in_progress (\d+)$/m.exec(text)?.[1]);
  };
  const before = await count();
  stream.close();
  await until(async () => (await count()) < before);
  expect(await count()).toBe(before - 1);
});
