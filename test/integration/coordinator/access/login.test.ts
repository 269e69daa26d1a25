import { expect, it } from 'vitest';
import { openBrowser, publicUrl } from '../../../helpers/coordinator/browser.ts';
import { startLoginScene } from '../../../helpers/coordinator/login-scene.ts';

const { github, coordinator, addMember } = await startLoginScene();
const aliceId = await addMember('alice', 'member');

it('logs a member in: to GitHub with state and challenge, back with a code, on to where they wanted', async () => {
  github.oauth.signIn('alice');
  const browser = openBrowser(coordinator);
  const there = await browser.send('/login?return_to=/runs%3Fstate%3Dfailed');
  const asked = new URL(there.headers.get('location') ?? '');
  expect(there.status).toBe(303);
  expect(asked.origin + asked.pathname).toBe(`${new URL(github.apiUrl).origin}/login/oauth/authorize`);
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({
    redirect_uri: `${publicUrl}/login/callback`,
    scope: 'read:org',
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
  });
  const back = await browser.logIn('/runs?state=failed');
  expect([back.status, back.headers.get('location')]).toEqual([303, '/runs?state=failed']);
  const me = await browser.send('/v1/me');
  expect(await me.json()).toMatchObject({
    kind: 'person',
    userId: aliceId,
    login: 'alice',
    organizations: [{ id: 1, login: 'local', role: 'member' }],
  });
  expect(github.violations).toEqual([]);
});

it('gives cookies that only this host, over HTTPS, reads, and no script', async () => {
  github.oauth.signIn('alice');
  const browser = openBrowser(coordinator);
  const there = await browser.send('/login');
  const attributes = /; Path=\/; HttpOnly; Secure; SameSite=Lax$/;
  expect(there.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-login=[^;]+; Max-Age=600; /)]);
  const back = await browser.logIn();
  const [dropped, session, ...more] = back.headers.getSetCookie();
  expect(more).toEqual([]);
  expect(dropped).toMatch(/^__Host-login=; Max-Age=0; /);
  expect(session).toMatch(/^__Host-session=[\w-]{43}; Max-Age=604800; /);
  for (const cookie of [...there.headers.getSetCookie(), dropped, session])
    expect(cookie).toMatch(attributes);
  expect(back.headers.get('cache-control')).toBe('no-store');
});

it('keeps a login’s hash, never what the browser has, and nothing of GitHub’s token', async () => {
  github.oauth.signIn('alice');
  const browser = openBrowser(coordinator);
  await browser.logIn();
  const token = browser.cookies.get('__Host-session') ?? '';
  const rows = await coordinator.database.look<{ hash: Buffer }>('select * from logins');
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(Object.keys(rows[0] ?? {})).toEqual([
    'hash',
    'user_id',
    'login',
    'created_at',
    'seen_at',
    'expires_at',
  ]);
});

it('ends a login by POST /logout, at once and for every copy of its cookie', async () => {
  github.oauth.signIn('alice');
  const browser = openBrowser(coordinator);
  await browser.logIn();
  const copy = openBrowser(coordinator);
  copy.cookies.set('__Host-session', browser.cookies.get('__Host-session') ?? '');
  expect((await copy.send('/v1/me')).status).toBe(200);
  expect((await browser.send('/logout', { method: 'POST' })).status).toBe(204);
  expect(browser.cookies.has('__Host-session')).toBe(false);
  expect((await copy.send('/v1/me')).status).toBe(401);
  expect((await browser.send('/logout', { method: 'POST' })).status).toBe(204);
});

it.each([
  ['12 hours without use', "seen_at = now() - interval '12 hours 1 second'"],
  ['7 days, however much it is used', "expires_at = now() - interval '1 second'"],
])('ends a login after %s', async (_, change) => {
  github.oauth.signIn('alice');
  const browser = openBrowser(coordinator);
  await browser.logIn();
  expect((await browser.send('/v1/me')).status).toBe(200);
  await coordinator.database.look(`update logins set ${change}`);
  expect((await browser.send('/v1/me')).status).toBe(401);
  // The next one to log in sweeps it away.
  await openBrowser(coordinator).logIn();
  const over = await coordinator.database.look('select from logins where expires_at <= now()');
  expect(over).toEqual([]);
});

it('says when GitHub refused, failed, or is not there', async () => {
  const browser = openBrowser(coordinator);
  github.oauth.signIn('alice');
  github.oauth.deny();
  const denied = await browser.logIn();
  expect([denied.status, await denied.json()]).toEqual([
    403,
    expect.objectContaining({ code: 'login_denied' }),
  ]);
  github.oauth.signIn('alice');
  const back = await browser.visitGitHub();
  github.fault({ path: '/login/oauth/access_token', status: 502 });
  const failed = await browser.send(back);
  expect([failed.status, await failed.json()]).toEqual([
    503,
    expect.objectContaining({ code: 'github_unavailable' }),
  ]);
  const again = await browser.visitGitHub();
  github.fault({ path: /\/user$/, status: 500 });
  expect((await browser.send(again)).status).toBe(503);
  expect(browser.cookies.has('__Host-session')).toBe(false);
});

it('lets in who belongs nowhere, but no further, and says what to do', async () => {
  const { id } = github.createUser({ login: 'mallory' });
  github.oauth.signIn('mallory');
  const browser = openBrowser(coordinator);
  await browser.logIn();
  expect(await (await browser.send('/v1/me')).json()).toMatchObject({ login: 'mallory', organizations: [] });
  const refused = await browser.send('/v1/tokens');
  const problem = (await refused.json()) as { code: string; detail: string };
  expect([refused.status, problem.code]).toEqual([403, 'no_organization']);
  expect(problem.detail).toContain(String(id));
});
