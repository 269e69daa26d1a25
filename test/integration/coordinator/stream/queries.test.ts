import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { scopes } from '../../../../contract/scope.ts';
import { hashOf, newApiToken } from '../../../../runner-pool/auth/api-token.ts';
import { readConfig } from '../../../../runner-pool/config.ts';
import { createContext } from '../../../../runner-pool/context.ts';
import { createFeeds } from '../../../../runner-pool/live/feeds.ts';
import { createServer } from '../../../../runner-pool/server.ts';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';
import { until } from '../../../helpers/coordinator/until.ts';

const database = await createTestDatabase();
const config = readConfig({
  DATABASE_URL: database.url,
  ENCRYPTION_KEY: '00'.repeat(32),
  LOG_LEVEL: 'silent',
});
if ('faults' in config) throw new Error(config.faults.join('\n'));
const context = await createContext(config, database.url);
let nowMs = Date.now();
const feeds = createFeeds({ ...context, clock: () => nowMs });
const app = await createServer(context);
const asked: { readonly text: string; readonly orgId: unknown }[] = [];
// Every statement of every connection, as it goes to the server.
context.database.pools.primary.on('connect', (client) => {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  Object.assign(client, {
    query: (...args: unknown[]) => {
      const [first] = args as [string | { readonly text?: string; readonly values?: readonly unknown[] }];
      const { text = '', values = [] } = typeof first === 'string' ? { text: first } : first;
      asked.push({ text, orgId: values[0] });
      return query(...args);
    },
  });
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(async () => {
  feeds.end();
  await app.close();
  await context.uses.settle();
  await context.database.close();
  await database.drop();
});
const looks = (orgId: number) =>
  asked.filter((one) => one.text.includes('changed_runs') && one.orgId === orgId);

it('asks nothing where nobody listens', async () => {
  feeds.nudge(7);
  await sleep(1_500);
  expect(asked).toEqual([]);
});

it('asks at most once a second for 100 dashboards that ask again and again', async () => {
  const [org] = await database.look<{ id: string }>(
    "insert into organizations (login) values ('acme') returning id",
  );
  const tokens = Array.from({ length: 100 }, newApiToken);
  for (const [index, token] of tokens.entries())
    await database.look(
      `insert into api_tokens (org_id, id, name, hash, scopes, created_by) values ($1, $2, 'all', decode($3, 'hex'), $4, 'test')`,
      [org?.id, `token-${index}`, hashOf(token), [...scopes]],
    );
  const poll = async (): Promise<void> => {
    const answers = await Promise.all(
      tokens.map(async (token) =>
        app.inject({ url: '/v1/changes?after=x.1', headers: { authorization: `Bearer ${token}` } }),
      ),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  };
  await poll();
  await context.uses.settle();
  await until(async () => looks(Number(org?.id)).length > 0);
  asked.length = 0;
  const seconds = 5;
  for (let second = 0; second < seconds; second++) {
    await poll();
    await sleep(1_000);
  }
  // Nothing else, and that every other second.
  expect(asked.length).toBe(looks(Number(org?.id)).length);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThanOrEqual(seconds);
});

it('stops asking some time after the last of them, and tells the next one what happened meanwhile', async () => {
  const feed = feeds.of(7);
  await feed.ready();
  const { id } = JSON.parse(feeds.changes({ orgId: 7, after: feed.ring.id(), run: null })) as { id: string };
  nowMs += 151_000;
  expect(feed.isAsleep()).toBe(true);
  asked.length = 0;
  await sleep(2_500);
  expect(looks(7)).toEqual([]);
  feeds.changes({ orgId: 7, after: id, run: null });
  await until(async () => looks(7).length > 0);
});
