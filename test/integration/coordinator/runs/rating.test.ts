import { expect, it } from 'vitest';
import { type Browser, openBrowser } from '../../../helpers/coordinator/browser.ts';
import { startLoginScene } from '../../../helpers/coordinator/login-scene.ts';
import { startRun } from '../../../helpers/coordinator/runs.ts';

const { coordinator, github, addMember } = await startLoginScene();
const people = { alice: 'member', bob: 'admin', vic: 'viewer' } as const;
const browsers: Record<string, Browser> = {};
for (const [login, role] of Object.entries(people)) {
  await addMember(login, role);
  github.oauth.signIn(login);
  browsers[login] = openBrowser(coordinator);
  await browsers[login]?.logIn();
}
const run = await startRun(coordinator);
const path = `/v1/runs/${run.id}`;

async function rate(login: keyof typeof people, rating: unknown) {
  const body = JSON.stringify({ rating });
  const answer = await browsers[login]?.send(`${path}/rating`, { method: 'PUT', body });
  return { status: answer?.status, body: (await answer?.json()) as Readonly<Record<string, unknown>> };
}

it('counts one word of each person, which they may change and take back', async () => {
  expect((await rate('alice', 'good')).body['ratings']).toEqual({ good: 1, bad: 0, mine: 'good' });
  expect((await rate('bob', 'good')).body['ratings']).toEqual({ good: 2, bad: 0, mine: 'good' });
  expect((await rate('alice', 'bad')).body['ratings']).toEqual({ good: 1, bad: 1, mine: 'bad' });
  const seen = (await (await coordinator.fetch(path)).json()) as { readonly ratings: unknown };
  expect(seen.ratings).toEqual({ good: 1, bad: 1, mine: null });
  expect((await rate('alice', null)).body['ratings']).toEqual({ good: 1, bad: 0, mine: null });
});

it('is for people, from the role of a member on, and of runs that there are', async () => {
  expect((await rate('vic', 'good')).status).toBe(403);
  expect((await rate('alice', 'splendid')).status).toBe(422);
  const byToken = async (id: string): Promise<Response> =>
    coordinator.fetch(`/v1/runs/${id}/rating`, { method: 'PUT', body: JSON.stringify({ rating: 'good' }) });
  const refused = await byToken(run.id);
  expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'not_a_person' }]);
  expect((await byToken('1-1-none')).status).toBe(404);
});
