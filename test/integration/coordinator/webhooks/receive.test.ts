import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { signatureOf, webhook, webhookSecret } from '../../../helpers/coordinator/webhook.ts';

const coordinator = await startCoordinator({ GITHUB_WEBHOOK_SECRET: `the next one,${webhookSecret}` });
afterAll(coordinator.close);

const { fetch, database } = coordinator;
const path = '/webhooks/github';

async function post(init: Parameters<typeof fetch>[1]): Promise<readonly [number, unknown]> {
  const response = await fetch(path, init);
  const { status, code } = (await response.json()) as { status: unknown; code?: string };
  return [response.status, code ?? status];
}

async function stored(id: string): Promise<readonly Record<string, unknown>[]> {
  return database.look('select * from deliveries where id = $1', [id]);
}

it('has stored a delivery as it came before it answers', async () => {
  const id = randomUUID();
  const sent = webhook(
    'workflow_job',
    { action: 'completed', organization: { id: 77 }, text: 'Grüße' },
    { id },
  );
  expect(await post(sent)).toEqual([202, 'stored']);
  const [row] = await stored(id);
  expect(row).toMatchObject({ org_id: '0', source: 'github', event: 'workflow_job', owner_id: '77' });
  expect(String(gunzipSync(row?.['body'] as Buffer))).toBe(sent.body);
});

it('knows whose a delivery is', async () => {
  const [org] = await database.look<{ id: string }>(
    "insert into organizations (github_owner_id, login) values (4242, 'acme') returning id",
  );
  const id = randomUUID();
  await post(
    webhook('push', { repository: { id: 5, full_name: 'acme/widgets', owner: { id: 4242 } } }, { id }),
  );
  expect(await stored(id)).toMatchObject([{ org_id: org?.id, owner_id: '4242' }]);
});

it('takes the signature of any of its secrets, and of no other', async () => {
  expect(await post(webhook('ping', { zen: 'next' }, { secret: 'the next one' }))).toEqual([202, 'stored']);
  expect(await post(webhook('ping', { zen: 'other' }, { secret: 'another' }))).toEqual([
    401,
    'bad_signature',
  ]);
});

const bodies = [
  ['no signature', { 'x-hub-signature-256': '' }],
  ['one of SHA-1', { 'x-hub-signature-256': '', 'x-hub-signature': 'sha1=aa' }],
  ['one that is too short', { 'x-hub-signature-256': 'sha256=abcd' }],
  ['that of another body', { 'x-hub-signature-256': signatureOf('{}') }],
] as const;
it.each(bodies)('refuses %s, always in the same words, and stores nothing', async (_name, headers) => {
  const id = randomUUID();
  const response = await fetch(path, webhook('ping', { zen: 'Trust nobody.' }, { id, headers }));
  const { requestId, ...problem } = (await response.json()) as Record<string, unknown>;
  expect(requestId).toBeTypeOf('string');
  expect(problem).toEqual({
    type: 'about:blank',
    title: 'Not authenticated',
    status: 401,
    code: 'bad_signature',
    detail:
      'X-Hub-Signature-256 is missing, or is not the signature of this body. Give the webhook on GitHub the secret that is in GITHUB_WEBHOOK_SECRET.',
  });
  expect(await stored(id)).toEqual([]);
});

it('has no second effect under the same id, nor with the same body under a new one', async () => {
  const id = randomUUID();
  const first = webhook('workflow_run', { action: 'completed', organization: { id: 78 } }, { id });
  expect(await post(first)).toEqual([202, 'stored']);
  const again = { ...first.headers, 'x-github-delivery': randomUUID() };
  expect(await post(first)).toEqual([202, 'duplicate']);
  expect(await post({ ...first, headers: again })).toEqual([202, 'duplicate']);
  const [count] = await database.look(
    "select count(*)::int as rows from deliveries where owner_id = 78 and event = 'workflow_run'",
  );
  expect(count).toEqual({ rows: 1 });
});

it('stores one of a hundred that come at once with the same body, and each of a hundred others', async () => {
  const same = { action: 'completed', organization: { id: 79 } };
  const answers = await Promise.all(
    Array.from({ length: 100 }, async (_, index) => [
      await post(webhook('workflow_run', same)),
      await post(webhook('workflow_run', { ...same, index })),
    ]),
  );
  const words = answers.map(([shared]) => shared?.[1]);
  expect(words.filter((word) => word === 'stored')).toHaveLength(1);
  expect(words.filter((word) => word === 'duplicate')).toHaveLength(99);
  expect(answers.every(([, own]) => own?.[1] === 'stored')).toBe(true);
});

it('takes the JSON out of a form', async () => {
  const id = randomUUID();
  const body = new URLSearchParams({ payload: JSON.stringify({ organization: { id: 80 } }) }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect(await post(webhook('push', body, { id, headers }))).toEqual([202, 'stored']);
  expect(await stored(id)).toMatchObject([{ owner_id: '80', is_form: true }]);
});

const refused = [
  ['without an id', { 'x-github-delivery': '' }, '{}', 400, 'bad_delivery'],
  ['with an id that is none', { 'x-github-delivery': "1'; drop" }, '{}', 400, 'bad_delivery'],
  ['without an event', { 'x-github-event': '' }, '{}', 400, 'bad_delivery'],
  ['with an event that is none', { 'x-github-event': 'Push!' }, '{}', 400, 'bad_delivery'],
  ['of another type', { 'content-type': 'text/plain' }, '{}', 415, 'unsupported_media_type'],
  ['that is no JSON', {}, '{', 400, 'bad_delivery'],
  ['that is no object', {}, '[1]', 400, 'bad_delivery'],
  ['that is null', {}, 'null', 400, 'bad_delivery'],
  ['that is nothing', {}, '', 400, 'bad_delivery'],
] as const;
it.each(refused)(
  'refuses a delivery %s, and says what is wrong',
  async (_name, headers, body, status, code) => {
    expect(await post(webhook('ping', body, { headers }))).toEqual([status, code]);
  },
);
