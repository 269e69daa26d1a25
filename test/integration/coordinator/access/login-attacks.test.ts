import { expect, it } from 'vitest';
import { openBrowser } from '../../../helpers/coordinator/browser.ts';
import { startLoginScene } from '../../../helpers/coordinator/login-scene.ts';

const { github, coordinator, addMember } = await startLoginScene();
await addMember('alice', 'admin');
await addMember('eve', 'viewer');

async function codeOf(answer: Response): Promise<unknown> {
  return [answer.status, ((await answer.json()) as { code: string }).code];
}

it('refuses a way back that another browser left on: nobody is logged in as somebody else', async () => {
  github.oauth.signIn('eve');
  const eve = openBrowser(coordinator);
  const back = await eve.visitGitHub();
  const victim = openBrowser(coordinator);
  expect(await codeOf(await victim.send(back))).toEqual([400, 'login_not_begun']);
  github.oauth.signIn('alice');
  await victim.send('/login');
  expect(await codeOf(await victim.send(back))).toEqual([400, 'login_not_begun']);
  expect(victim.cookies.has('__Host-session')).toBe(false);
});

it('takes a state once, even with a fresh code and the same cookie', async () => {
  github.oauth.signIn('alice');
  const browser = openBrowser(coordinator);
  const back = await browser.visitGitHub();
  const pending = browser.cookies.get('__Host-login') ?? '';
  expect((await browser.send(back)).status).toBe(303);
  const replay = openBrowser(coordinator);
  replay.cookies.set('__Host-login', pending);
  expect(await codeOf(await replay.send(back))).toEqual([400, 'login_not_begun']);
  const fresh = openBrowser(coordinator);
  const other = new URLSearchParams((await fresh.visitGitHub()).split('?')[1]);
  const mixed = new URLSearchParams(back.split('?')[1]);
  mixed.set('code', other.get('code') ?? '');
  replay.cookies.set('__Host-login', pending);
  expect(await codeOf(await replay.send(`/login/callback?${mixed.toString()}`))).toEqual([
    400,
    'login_not_begun',
  ]);
});

it('takes no code that was used, or that was given for another challenge', async () => {
  github.oauth.signIn('alice');
  const first = openBrowser(coordinator);
  const back = new URLSearchParams((await first.visitGitHub()).split('?')[1]);
  const second = openBrowser(coordinator);
  const own = new URLSearchParams((await second.visitGitHub()).split('?')[1]);
  own.set('code', back.get('code') ?? '');
  expect(await codeOf(await second.send(`/login/callback?${own.toString()}`))).toEqual([
    400,
    'login_code_refused',
  ]);
  expect(await codeOf(await first.send(`/login/callback?${back.toString()}`))).toEqual([
    400,
    'login_code_refused',
  ]);
});

it.each([
  ['made up', 'made-up'],
  ['changed', null],
  ['of another key', 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA'],
])('refuses a login cookie that is %s', async (_, value) => {
  github.oauth.signIn('alice');
  const browser = openBrowser(coordinator);
  const back = await browser.visitGitHub();
  const sealed = browser.cookies.get('__Host-login') ?? '';
  const changed = `${sealed.slice(0, -30)}${sealed.at(-30) === 'A' ? 'B' : 'A'}${sealed.slice(-29)}`;
  browser.cookies.set('__Host-login', value ?? changed);
  expect(await codeOf(await browser.send(back))).toEqual([400, 'login_not_begun']);
});

it('gives a browser a new session when it logs in, and ends the one it came with', async () => {
  github.oauth.signIn('eve');
  const eve = openBrowser(coordinator);
  await eve.logIn();
  const planted = eve.cookies.get('__Host-session') ?? '';
  github.oauth.signIn('alice');
  const victim = openBrowser(coordinator);
  victim.cookies.set('__Host-session', planted);
  await victim.logIn();
  expect(victim.cookies.get('__Host-session')).not.toBe(planted);
  expect((await eve.send('/v1/me')).status).toBe(401);
  expect(await (await victim.send('/v1/me')).json()).toMatchObject({ login: 'alice' });
});

it('believes neither a cookie without the prefix nor one of two', async () => {
  github.oauth.signIn('alice');
  const browser = openBrowser(coordinator);
  await browser.logIn();
  const session = browser.cookies.get('__Host-session') ?? '';
  const ask = async (cookie: string): Promise<number> =>
    (await fetch(`${coordinator.url}/v1/me`, { headers: { cookie } })).status;
  expect(await ask(`__Host-session=${session}`)).toBe(200);
  expect(await ask(`session=${session}`)).toBe(401);
  expect(await ask(`__Host-session=${session}; __Host-session=${'x'.repeat(43)}`)).toBe(401);
  expect(await ask(`__Host-session=${'x'.repeat(43)}; __Host-session=${session}`)).toBe(401);
  expect(await ask(`__Host-session=%00`)).toBe(401);
});

it.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/.//evil.example',
])('sends nobody elsewhere: %j', async (path) => {
  const query = new URLSearchParams({ return_to: path });
  const answer = await openBrowser(coordinator).send(`/login?${query.toString()}`);
  expect(await codeOf(answer)).toEqual([422, 'bad_return_to']);
});

it.each([
  ['another site', { origin: 'https://evil.example' }],
  ['a neighbour', { origin: 'http://localhost:9999' }],
  ['an opaque origin', { origin: 'null' }],
  ['another site, by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
  ['the same site, another host', { 'sec-fetch-site': 'same-site' }],
])('does nothing that %s made a browser ask for', async (_, headers) => {
  github.oauth.signIn('alice');
  const browser = openBrowser(coordinator);
  await browser.logIn();
  const body = JSON.stringify({ userId: 99, login: 'accomplice', role: 'admin' });
  const forged = await browser.send('/v1/members', { method: 'POST', body, headers });
  expect(await codeOf(forged)).toEqual([403, 'cross_origin']);
  expect((await browser.send('/logout', { method: 'POST', headers })).status).toBe(403);
  expect((await browser.send('/v1/members/99')).status).toBe(404);
  const own = await browser.send('/v1/members/99', {
    method: 'DELETE',
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect(own.status).toBe(404);
});

it('takes a login for nothing where a token is sent along', async () => {
  github.oauth.signIn('alice');
  const browser = openBrowser(coordinator);
  await browser.logIn();
  const answer = await browser.send('/v1/me', { headers: { authorization: 'Bearer wrong' } });
  expect(answer.status).toBe(401);
});
