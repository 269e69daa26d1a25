import { expect, it } from 'vitest';
import { type Browser, openBrowser } from '../../../helpers/coordinator/browser.ts';
import { startLoginScene } from '../../../helpers/coordinator/login-scene.ts';

const { github, coordinator, addMember } = await startLoginScene();

interface Me {
  readonly organizations: readonly { readonly id: number; readonly login: string; readonly role: string }[];
}

async function logIn(login: string): Promise<Browser> {
  github.oauth.signIn(login);
  const browser = openBrowser(coordinator);
  await browser.logIn();
  return browser;
}

const organizationsOf = async (browser: Browser): Promise<Me['organizations']> =>
  ((await (await browser.send('/v1/me')).json()) as Me).organizations;

/** A second organization of the coordinator, bound to an owner on GitHub. */
async function bind(githubOwnerId: number, login: string): Promise<number> {
  const [row] = await coordinator.database.look<{ id: number }>(
    'insert into organizations (login, github_owner_id) values ($1, $2) returning id',
    [login, githubOwnerId],
  );
  const id = Number(row?.id);
  await coordinator.database.look('insert into organization_settings (org_id) values ($1)', [id]);
  return id;
}

it('makes administrators of a bound GitHub organization administrators, its members not', async () => {
  const corp = github.createOrganization({ login: 'corp', members: { ada: 'admin', bob: 'member' } });
  corp.setMember('carol', 'admin', 'pending');
  const orgId = await bind(corp.user.id, 'corp');
  expect(await organizationsOf(await logIn('ada'))).toMatchObject([
    { id: orgId, login: 'corp', role: 'admin' },
  ]);
  expect(await organizationsOf(await logIn('bob'))).toEqual([]);
  expect(await organizationsOf(await logIn('carol'))).toEqual([]);
  expect(await organizationsOf(await logIn('dave'))).toEqual([]);
  expect(github.violations).toEqual([]);
});

it.each([
  [
    'is invited, and has not come yet',
    (id: number) => ({ state: 'pending', role: 'admin', organization: { id } }),
  ],
  ['administers who has the name now', () => ({ state: 'active', role: 'admin', organization: { id: 1 } })],
])('makes nobody an administrator who %s', async (_, body) => {
  const { user } = github.createOrganization({ login: `corp-${body(0).state}`, members: { nina: 'member' } });
  await bind(user.id, user.login);
  github.fault({ path: `/user/memberships/orgs/${user.login}`, status: 200, body: body(user.id) });
  expect(await organizationsOf(await logIn('nina'))).toEqual([]);
});

it('makes a person the administrator of the organization that is bound to their own account', async () => {
  const { id } = github.createUser({ login: 'solo' });
  const orgId = await bind(id, 'solo');
  expect(await organizationsOf(await logIn('solo'))).toMatchObject([{ id: orgId, role: 'admin' }]);
});

it('takes back at the next login what GitHub took back, though not from who was added by hand', async () => {
  const firm = github.createOrganization({ login: 'firm', members: { erin: 'admin', frank: 'admin' } });
  const orgId = await bind(firm.user.id, 'firm');
  expect(await organizationsOf(await logIn('erin'))).toMatchObject([{ id: orgId, role: 'admin' }]);
  await logIn('frank');
  await coordinator.database.look("update members set source = 'added' where login = 'frank'");
  firm.setMember('erin', 'member');
  firm.removeMember('frank');
  expect(await organizationsOf(await logIn('erin'))).toEqual([]);
  expect(await organizationsOf(await logIn('frank'))).toMatchObject([{ id: orgId, role: 'admin' }]);
});

it('changes nothing where GitHub would not say', async () => {
  const shop = github.createOrganization({ login: 'shop', members: { gina: 'admin' } });
  const orgId = await bind(shop.user.id, 'shop');
  await logIn('gina');
  github.fault({ path: /\/user\/memberships\/orgs\/shop/, status: 502 });
  expect(await organizationsOf(await logIn('gina'))).toMatchObject([{ id: orgId, role: 'admin' }]);
  github.fault({ path: /\/user\/orgs/, status: 403 });
  expect(await organizationsOf(await logIn('gina'))).toMatchObject([{ id: orgId, role: 'admin' }]);
});

it('keeps the role of who is a member already', async () => {
  const id = await addMember('hugo', 'viewer');
  const [bound] = await coordinator.database.look<{ before: number | null }>(
    'update organizations set github_owner_id = $1 where id = 1 returning github_owner_id',
    [id],
  );
  expect(bound).toBeDefined();
  expect(await organizationsOf(await logIn('hugo'))).toMatchObject([{ id: 1, role: 'viewer' }]);
});

it('follows a member who is called something else now', async () => {
  const id = await addMember('ina', 'viewer');
  await coordinator.database.look("update members set login = 'ina-as-she-was' where user_id = $1", [id]);
  await logIn('ina');
  const member = await (await coordinator.fetch(`/v1/members/${id}`)).json();
  expect(member).toMatchObject({ userId: id, login: 'ina' });
});

it('asks who belongs to several for which, and gives each what they are there', async () => {
  const club = github.createOrganization({ login: 'club', members: { jo: 'admin' } });
  const orgId = await bind(club.user.id, 'club');
  await addMember('jo', 'viewer');
  const jo = await logIn('jo');
  const unsaid = await jo.send('/v1/tokens');
  expect([unsaid.status, await unsaid.json()]).toMatchObject([
    403,
    { code: 'choose_organization', organizations: [{ id: 1 }, { id: orgId, login: 'club' }] },
  ]);
  const inClub = { headers: { 'x-organization': String(orgId) } };
  expect((await jo.send('/v1/tokens', inClub)).status).toBe(200);
  expect((await jo.send(`/v1/tokens?org=${orgId}`)).status).toBe(200);
  expect((await jo.send('/v1/tokens?org=1')).status).toBe(403);
  const members = (await (await jo.send('/v1/members', inClub)).json()) as { items: { login: string }[] };
  expect(members.items.map(({ login }) => login)).toEqual(['jo']);
});

it('tells nobody of organizations that are not theirs', async () => {
  const jo = await logIn('jo');
  const others = await (await jo.send('/v1/tokens?org=2')).json();
  const absent = await (await jo.send('/v1/tokens?org=99999')).json();
  expect({ ...(others as object), requestId: '' }).toEqual({ ...(absent as object), requestId: '' });
  expect(absent).toMatchObject({ code: 'not_found' });
  for (const org of ['0', '-1', 'club', '1e3', `${2 ** 60}`]) {
    const answer = await jo.send(`/v1/tokens?org=${org}`);
    expect([org, answer.status]).toEqual([org, 422]);
  }
});

it('lets a token act for its own organization alone', async () => {
  const asked = async (org: string) =>
    coordinator.fetch('/v1/tokens', { headers: { 'x-organization': org } });
  expect((await asked('1')).status).toBe(200);
  const answers = await Promise.all(['2', '99999'].map(asked));
  expect(answers.map(({ status }) => status)).toEqual([422, 422]);
  expect(await answers[1]?.json()).toMatchObject({
    code: 'bad_organization',
    detail: expect.stringContaining('x-organization is 99999, and this token is organization 1’s.'),
  });
});

it('lets a person do what their role lets them, from the moment that it changes', async () => {
  const id = await addMember('kim', 'viewer');
  const kim = await logIn('kim');
  const list = { headers: { 'x-organization': '1' } };
  expect((await kim.send('/v1/members', list)).status).toBe(403);
  const change = JSON.stringify({ role: 'admin', version: 1 });
  await coordinator.fetch(`/v1/members/${id}`, { method: 'PATCH', body: change });
  expect((await kim.send('/v1/members', list)).status).toBe(200);
  await addMember('lea', 'admin');
  await coordinator.fetch(`/v1/members/${id}`, { method: 'DELETE' });
  expect((await kim.send('/v1/members')).status).toBe(403);
});
