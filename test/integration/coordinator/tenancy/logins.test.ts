import type pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { faultsOf, type Side, type Sides } from '../../../helpers/coordinator/tenancy/matrix.ts';
import type { Row } from '../../../helpers/coordinator/tenancy/rows.ts';
import { createTwoTenants } from '../../../helpers/coordinator/tenancy/two-tenants.ts';

const { catalog, connect, drop } = await createTwoTenants();
afterAll(drop);
const client = await connect();
const insert = 'insert into logins (hash, user_id, login, expires_at) values ($1, $2, $3, $4)';

function side(hash: Buffer, userId: number): Side {
  return {
    setting: hash.toString('hex'),
    key: hash,
    insertAnother: async (execute): Promise<Row> => {
      await execute('delete from logins where hash = $1', [hash]);
      await execute(insert, [hash, userId, 'somebody', '2999-01-01']);
      return { user_id: userId, login: 'somebody' };
    },
  };
}

const table = catalog.find(({ name }) => name === 'logins');
if (table === undefined) throw new Error('There is no table of logins');
const [own, other] = [side(Buffer.alloc(32, 1), 1), side(Buffer.alloc(32, 2), 2)];
const sides: Sides = { table, setting: 'app.login_hash', column: 'hash', own, other };
for (const [index, { key }] of [own, other].entries())
  await client.query(insert, [key, index + 1, 'somebody', '2999-01-01']);

async function faultsAfter(change: string): Promise<string> {
  await client.query('begin');
  try {
    if (change !== '') await client.query(change);
    return (await faultsOf(client as pg.Client, sides)).join('\n');
  } finally {
    await client.query('rollback');
  }
}

it('is open to who has its key alone', async () => {
  expect(await faultsAfter('')).toBe('');
});

it.each([
  ['drop policy holder on logins', /select, other: 1/],
  ['drop policy service on logins', /select, own: 0/],
  ['alter table logins disable row level security', /select, unset: 2/],
])('is found out after: %s', async (change, expected) => {
  expect(await faultsAfter(change)).toMatch(expected);
});

it('can be swept away by anybody once it is over, and not before', async () => {
  await client.query('begin');
  await client.query(insert, [Buffer.alloc(32, 3), 3, 'over', '2020-01-01']);
  await client.query('set local role claude_orchestrator_service');
  const swept = await client.query('delete from logins returning login');
  await client.query('rollback');
  expect(swept.rows).toEqual([{ login: 'over' }]);
});
