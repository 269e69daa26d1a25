import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '../../../../runner-pool/database/database.ts';
import { createTwoTenants } from '../../../helpers/coordinator/tenancy/two-tenants.ts';

const { database: store, own, other, drop } = await createTwoTenants();
const database = openDatabase({ url: store.url, replicaUrl: null, connections: 2 });
afterAll(async () => {
  await database.close();
  await drop();
});

const hash = Buffer.from(own.rows.get('api_tokens')?.['hash'] as Buffer).toString('hex');
const userId = String(own.rows.get('members')?.['user_id']);
const byToken = { name: 'token_hash', value: hash } as const;
const byUser = { name: 'user_id', value: userId } as const;

it.each([
  ['a token', byToken, 'api_tokens'],
  ['a person', byUser, 'members'],
])('by %s finds the rows of that one alone', async (_, key, table) => {
  const rows = await database.lookUp(key, async (tx) =>
    tx.rows<{ org_id: number }>(`select * from ${table}`),
  );
  expect(rows.map((row) => row.org_id)).toEqual([own.orgId]);
  const nobody = { ...key, value: key.name === 'user_id' ? '1234567' : 'ab'.repeat(32) };
  expect(await database.lookUp(nobody, async (tx) => tx.rows(`select from ${table}`))).toEqual([]);
});

it.each([byToken, byUser])('by $name changes nothing', async (key) => {
  const table = key === byToken ? 'api_tokens' : 'members';
  for (const text of [`delete from ${table}`, `update ${table} set created_at = now()`])
    await expect(database.lookUp(key, async (tx) => tx.run(text))).rejects.toMatchObject({ code: '25006' });
});

it.each([byToken, byUser])(
  'by $name opens nothing where something can be changed',
  async ({ name, value }) => {
    const table = name === 'token_hash' ? 'api_tokens' : 'members';
    const seen = await database.inOrganization(other.orgId, async (tx) => {
      await tx.run('select set_config($1, $2, true)', [`app.${name}`, value]);
      const rows = await tx.rows<{ org_id: number }>(`select org_id from ${table}`);
      return { rows, changed: await tx.run(`update ${table} set created_at = now()`) };
    });
    expect(seen).toEqual({ rows: [{ org_id: other.orgId }], changed: 1 });
  },
);

it('takes nothing for a key that could be something else', async () => {
  for (const value of ["' or true --", '', "ab'); drop table runs; --"])
    await expect(
      database.lookUp({ name: 'token_hash', value }, async (tx) => tx.rows('select from api_tokens')),
    ).rejects.toThrow('is not a key');
  await expect(database.inOrganization(Number.NaN, async (tx) => tx.rows('select 1'))).rejects.toThrow(
    'NaN is no organization',
  );
});

it('leaves nothing set for who gets the connection next', async () => {
  const single = openDatabase({ url: store.url, replicaUrl: null, connections: 1 });
  const settings = `select nullif(current_setting('app.org_id', true), '') as org,
    nullif(current_setting('app.token_hash', true), '') as token`;
  await single.inOrganization(own.orgId, async (tx) => tx.rows('select 1'));
  await single.lookUp(byToken, async (tx) => tx.rows('select 1'));
  await single.inOrganization(own.orgId, async (tx) => tx.rows('select 1/0')).catch(() => null);
  const after = await single.inDirectory(async (tx) => tx.row(settings));
  const seen = await single.inDirectory(async (tx) => tx.rows('select from runs'));
  await single.close();
  expect([after, seen]).toEqual([{ org: null, token: null }, []]);
});
