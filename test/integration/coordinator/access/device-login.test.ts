import { expect, it } from 'vitest';
import { startLoginScene } from '../../../helpers/coordinator/login-scene.ts';
import { until } from '../../../helpers/coordinator/until.ts';

const { github, app, coordinator, addMember } = await startLoginScene({ deviceIntervalSeconds: 1 });
const aliceId = await addMember('alice', 'member');
await addMember('boss', 'admin');

interface Device {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verificationUri: string;
  readonly intervalSeconds: number;
}

async function post(path: string, body?: object): Promise<Response> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return coordinator.fetch(path, { method: 'POST', token: null, ...sent });
}

const begin = async (): Promise<Device> => (await (await post('/login/device')).json()) as Device;
/** Once the interval is over, as a device would. */
const ask = async (deviceCode: string, more: object = {}): Promise<Response> =>
  until(async () => {
    const answer = await post('/login/device/token', { deviceCode, ...more });
    const { code } = (await answer.clone().json()) as { code?: string };
    return code === 'slow_down' ? null : answer;
  });
const codeOf = async (answer: Response): Promise<unknown> => [
  answer.status,
  ((await answer.json()) as { code: string }).code,
];

interface Token {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
}

async function tokenOf(login: string, more: object = {}): Promise<Token> {
  const device = await begin();
  github.oauth.approveDevice(device.userCode, login);
  const answer = await ask(device.deviceCode, more);
  expect(answer.status).toBe(201);
  return (await answer.json()) as Token;
}

it('gives a token of the person’s role once they said yes in a browser', async () => {
  const device = await begin();
  expect(device).toMatchObject({
    verificationUri: `${github.serverUrl}/login/device`,
    userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
    expiresInSeconds: 900,
  });
  expect(await codeOf(await ask(device.deviceCode))).toEqual([400, 'authorization_pending']);
  github.oauth.approveDevice(device.userCode, 'alice');
  const answer = await ask(device.deviceCode, { name: 'alice’s laptop' });
  const made = (await answer.json()) as Token;
  expect([answer.status, made]).toMatchObject([
    201,
    { name: 'alice’s laptop', userId: aliceId, createdBy: 'alice' },
  ]);
  const days = (Date.parse(made.expiresAt) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(29.9);
  expect(days).toBeLessThanOrEqual(30);
  const me = await (await coordinator.fetch('/v1/me', { token: made.token })).json();
  expect(me).toMatchObject({
    kind: 'token',
    userId: aliceId,
    organizations: [{ id: 1, scopes: ['runs:read', 'runs:write', 'runs:control', 'dead-letters:write'] }],
  });
  expect(await codeOf(await ask(device.deviceCode))).toEqual([400, 'incorrect_device_code']);
  expect(github.violations).toEqual([]);
});

it('keeps GitHub’s own device code to itself: what it gives out is good here alone', async () => {
  const { deviceCode } = await begin();
  const own = new URLSearchParams({ client_id: app.clientId, device_code: deviceCode });
  own.set('grant_type', 'urn:ietf:params:oauth:grant-type:device_code');
  const tokenUrl = `${new URL(github.apiUrl).origin}/login/oauth/access_token`;
  const headers = { accept: 'application/json' };
  const answer = await fetch(tokenUrl, { method: 'POST', body: own, headers });
  expect(await answer.json()).toMatchObject({ error: 'incorrect_device_code' });
  const other = deviceCode.replace(/(?<=^.{20})./, (char) => (char === 'A' ? 'B' : 'A'));
  for (const madeUp of ['a'.repeat(40), other])
    expect(await codeOf(await ask(madeUp))).toEqual([400, 'expired_token']);
});

it('says that the person refused, or that the time is over', async () => {
  const refused = await begin();
  github.oauth.denyDevice(refused.userCode);
  expect(await codeOf(await ask(refused.deviceCode))).toEqual([400, 'access_denied']);
  const over = await begin();
  github.oauth.expireDevice(over.userCode);
  expect(await codeOf(await ask(over.deviceCode))).toEqual([400, 'expired_token']);
});

it('gives nothing to who belongs nowhere, or not where they say', async () => {
  const stranger = await begin();
  github.oauth.approveDevice(stranger.userCode, 'stranger');
  expect(await codeOf(await ask(stranger.deviceCode))).toEqual([403, 'no_organization']);
  const elsewhere = await begin();
  github.oauth.approveDevice(elsewhere.userCode, 'alice');
  expect(await codeOf(await ask(elsewhere.deviceCode, { organization: 4711 }))).toEqual([
    403,
    'no_organization',
  ]);
});

it('asks who belongs to several which', async () => {
  const org = github.createOrganization({ login: 'corp', members: { boss: 'admin' } });
  const [row] = await coordinator.database.look<{ id: number }>(
    "insert into organizations (login, github_owner_id) values ('corp', $1) returning id",
    [org.user.id],
  );
  const device = await begin();
  github.oauth.approveDevice(device.userCode, 'boss');
  expect(await codeOf(await ask(device.deviceCode))).toEqual([403, 'choose_organization']);
  const { token } = await tokenOf('boss', { organization: Number(row?.id) });
  const me = (await (await coordinator.fetch('/v1/me', { token })).json()) as { organizations: object[] };
  expect(me.organizations).toMatchObject([{ id: Number(row?.id), login: 'corp' }]);
});

it('gives a token no more than its person may do at the moment, and nothing once they are gone', async () => {
  const userId = await addMember('carl', 'admin');
  const { id, token } = await tokenOf('carl');
  expect((await coordinator.fetch('/v1/members', { token })).status).toBe(200);
  const change = JSON.stringify({ role: 'viewer', version: 1 });
  await coordinator.fetch(`/v1/members/${userId}`, { method: 'PATCH', body: change });
  expect((await coordinator.fetch('/v1/members', { token })).status).toBe(403);
  await coordinator.fetch(`/v1/members/${userId}`, { method: 'DELETE' });
  expect((await coordinator.fetch('/v1/me', { token })).status).toBe(401);
  await addMember('carl', 'admin');
  expect((await coordinator.fetch('/v1/me', { token })).status).toBe(401);
  const row = await (await coordinator.fetch(`/v1/tokens/${id}`)).json();
  expect(row).toMatchObject({ userId, revokedAt: expect.any(String) });
});

it('keeps the ten newest tokens of a person', async () => {
  const first = await tokenOf('alice');
  for (let n = 0; n < 10; n += 1) await tokenOf('alice');
  expect((await coordinator.fetch('/v1/me', { token: first.token })).status).toBe(401);
  const live = await coordinator.database.look(
    'select from api_tokens where user_id = $1 and revoked_at is null',
    [aliceId],
  );
  expect(live).toHaveLength(10);
});
