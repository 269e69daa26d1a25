import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '../../../../runner-pool/database/database.ts';
import { isAway, isPassing } from '../../../../runner-pool/database/database-faults.ts';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';
import { openWay } from '../../../helpers/coordinator/database-way.ts';
import { until } from '../../../helpers/coordinator/until.ts';

const owner = await createTestDatabase();
const service = openDatabase({ url: owner.url, replicaUrl: null, connections: 1 });
afterAll(async () => {
  await service.close();
  await owner.drop();
});

it('outlives a connection that breaks between two queries, and takes another', async () => {
  const broken = service.inOrganization(1, async (tx) => {
    const pid = (await tx.row<{ pid: number }>('select pg_backend_pid() as pid'))?.pid;
    await owner.look('select pg_terminate_backend($1)', [pid]);
    await until(async () => {
      const rows = await owner.look('select from pg_stat_activity where pid = $1', [pid]);
      return rows.length === 0;
    });
    await tx.rows('select 1');
  });
  expect(await broken.catch(isAway)).toBe(true);
  expect(await service.inOrganization(1, async (tx) => tx.rows('select 1 as one'))).toEqual([{ one: 1 }]);
});

it('takes another connection where a migration beside it changed what a statement gives', async () => {
  await owner.look('create table changing (a integer)');
  await owner.look('grant select on changing to claude_orchestrator_service');
  const all = async (): Promise<unknown> => service.call('select * from changing', []);
  const within = async (): Promise<unknown> =>
    service.inOrganization(1, async (tx) => tx.rows('select * from changing'));
  for (const read of [all, within]) {
    expect(await read()).toEqual([]);
    await owner.look(`alter table changing add column of_${read.name} integer`);
    expect(await read().catch(isPassing)).toBe(true);
    expect(await read()).toEqual([]);
  }
});

it('gives up what a silent network swallowed, and takes another connection', async () => {
  const way = await openWay(owner.url);
  const over = openDatabase({ url: way.url, replicaUrl: null, connections: 1, statementMs: 200 });
  const one = async (): Promise<unknown> => over.inOrganization(1, async (tx) => tx.rows('select 1 as one'));
  const single = async (): Promise<unknown> => over.call('select 2 as two', []);
  expect(await one()).toEqual([{ one: 1 }]);
  way.silence();
  expect(await one().catch(isAway)).toBe(true);
  expect(await one()).toEqual([{ one: 1 }]);
  way.silence();
  expect(await single().catch(isAway)).toBe(true);
  expect(await single()).toEqual([{ two: 2 }]);
  expect(way.count()).toBe(3);
  await over.close();
  await way.cut();
});
