import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serviceRole } from '../../../../runner-pool/database/schema.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { startJournal } from '../../../helpers/coordinator/journal.ts';
import { addTenant } from '../../../helpers/coordinator/other-tenant.ts';

const coordinator = await startCoordinator();
const run = await startJournal(coordinator);
const { orgId: otherOrgId } = await addTenant(coordinator.database);
const client = new pg.Client({
  connectionString: coordinator.database.url,
  options: `-c search_path=orchestrator -c role=${serviceRole} -c app.org_id=1`,
});

beforeAll(async () => {
  const { look } = coordinator.database;
  await look(
    `insert into events (org_id, run_id, seq, at, type, data, bytes)
     select 1, $1, n, now(), 'claude.assistant', '"text"', 6 from generate_series(1, 100000) n`,
    [run.id],
  );
  await look(
    `insert into event_words (org_id, run_id, first_seq, part, last_seq, words)
     select 1, $1, n, 0, n, to_tsvector('simple', 'usual w' || n) from generate_series(1, 20000) n`,
    [run.id],
  );
  await look('analyze events; analyze event_words');
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await coordinator.close();
});

/** As the service's role, with the policies. */
async function planOf(sql: string): Promise<string> {
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${sql}`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

it.each([
  [
    'a page of events',
    `select seq from events where org_id = 1 and run_id = 'r' and seq > 50000 order by seq limit 101`,
    'events_pkey',
  ],
  [
    'what follows the acknowledged ones',
    `select seq from events where org_id = 1 and run_id = 'r' and seq > 99990 order by seq`,
    'events_pkey',
  ],
  [
    'the end of the index',
    `select max(first_seq) from event_words where org_id = 1 and run_id = 'r'`,
    'event_words_pkey',
  ],
  ['blobs of a run', `select id from blobs where org_id = 1 and run_id = 'r' limit 200`, 'blobs_of_run'],
  [
    'pieces of a blob',
    `select body from blob_pieces where org_id = 1 and blob_id = 'b' and ordinal between 3 and 9`,
    'blob_pieces_pkey',
  ],
])('reads %s by an index', async (_name, sql, index) => {
  const plan = await planOf(sql.replace("'r'", `'${run.id}'`));
  expect(plan).toContain(`using ${index}`);
  expect(plan).not.toMatch(/Seq Scan|Sort/);
});

it('searches words by their index, although policies come first', async () => {
  await client.query(`set app.words = $$'w777'$$`);
  const sql = 'select run_id from event_words where org_id = 1';
  expect(await planOf(sql)).toContain('Bitmap Index Scan on event_words_search');
  expect((await client.query(sql)).rowCount).toBe(1);
  await client.query(`set app.org_id = ${otherOrgId}`);
  expect((await client.query(sql.replace('= 1', `= ${otherOrgId}`))).rowCount).toBe(0);
  await client.query('set app.org_id = 1');
  await client.query(`set app.words = ''`);
  expect((await client.query(sql)).rowCount).toBe(20_000);
});
