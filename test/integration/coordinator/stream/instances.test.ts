import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { startRun } from '../../../helpers/coordinator/runs.ts';
import { lastOf, listening } from '../../../helpers/coordinator/stream.ts';
import { until } from '../../../helpers/coordinator/until.ts';

const one = await startCoordinator();
const two = await startCoordinator({ DATABASE_URL: one.database.url });
const { adminToken: token } = one;
afterAll(async () => {
  await two.close();
  await one.close();
});

it('tells of what another instance wrote', async () => {
  const [here, there] = [await listening(one), await listening(two, { token })];
  const run = await startRun(one, { subject: 'pr-1' });
  await until(async () => lastOf(here, run.id) !== null && lastOf(there, run.id) !== null);
  await run.finish({ costMicroUsd: 12 });
  await until(async () => lastOf(there, run.id)?.state === 'succeeded');
  expect(lastOf(there, run.id)).toEqual(lastOf(here, run.id));
  for (const stream of [here, there]) stream.close();
});

it('says to load anew to who comes from another instance', async () => {
  const here = await listening(one);
  const there = await listening(two, { token, lastEventId: here.lastId() });
  expect(there.heard.map(({ message }) => message.event)).toEqual(['reset']);
  for (const stream of [here, there]) stream.close();
});

it('tells of a transaction that was committed after later ones', async () => {
  const [late, early] = [await startRun(one, { subject: 'pr-2' }), await startRun(one, { subject: 'pr-3' })];
  await late.finish();
  const stream = await listening(two, { token });
  const client = new pg.Client({
    connectionString: one.database.url,
    options: '-c search_path=orchestrator',
  });
  await client.connect();
  await client.query('begin');
  await client.query("select set_config('app.org_id', '1', true)");
  await client.query("update runs set message = 'corrected' where id = $1", [late.id]);
  await early.finish();
  await until(async () => lastOf(stream, early.id)?.state === 'succeeded');
  await client.query('commit');
  await client.end();
  await until(async () => lastOf(stream, late.id) !== null);
  expect(lastOf(stream, late.id)).toMatchObject({ id: late.id, state: 'succeeded' });
  stream.close();
});
