import { afterAll, expect, it } from 'vitest';
import type { QuotaName } from '../../../../contract/quotas.ts';
import { openDatabase } from '../../../../runner-pool/database/database.ts';
import { countUsage } from '../../../../runner-pool/services/count-usage.ts';
import { checkQuota, checkQuotaTaken, defaultQuotas } from '../../../../runner-pool/services/quotas.ts';
import { createTwoTenants } from '../../../helpers/coordinator/tenancy/two-tenants.ts';

const { database: store, own, drop } = await createTwoTenants();
const database = openDatabase({ url: store.url, replicaUrl: null, connections: 6 });
afterAll(async () => {
  await database.close();
  await drop();
});
const { orgId } = own;

async function setQuotas(quotas: object): Promise<void> {
  await store.look('update organization_settings set quotas = $1 where org_id = $2', [quotas, orgId]);
}

const check = async (name: QuotaName, wanted: number): Promise<unknown> =>
  database.inOrganization(orgId, async (tx) => checkQuota(tx, orgId, name, wanted));

it.each(Object.entries(defaultQuotas))(
  'without a quota of its own an organization has %s: %i',
  async (key, limit) => {
    const name = key as QuotaName;
    await setQuotas({});
    expect(await check(name, 0)).toBeNull();
    expect(await check(name, limit + 1)).toMatchObject({ kind: 'quota exceeded', name, limit });
  },
);

it.each([
  ['tokens', 'update api_tokens set revoked_at = now(), expires_at = null'],
  ['tokens', "update api_tokens set revoked_at = null, expires_at = now() - interval '1 s'"],
  ['tokens', 'update api_tokens set revoked_at = null, expires_at = null, user_id = 1'],
  ['repositories', 'update repositories set is_enrolled = false'],
  ['openRuns', "update runs set state = 'succeeded', ended_at = now()"],
] as const)('counts of %s what is in use: not after %s', async (name, sql) => {
  await setQuotas({ [name]: 1 });
  await store.look('update api_tokens set revoked_at = null, expires_at = null, user_id = null');
  await store.look('update repositories set is_enrolled = true');
  await store.look("update runs set state = 'requested', ended_at = null");
  expect(await check(name, 1)).toMatchObject({ kind: 'quota exceeded', name, limit: 1, used: 1 });
  await store.look(sql);
  expect(await check(name, 1)).toBeNull();
});

it('goes by what the last sweep counted of stored bytes, each organization for itself', async () => {
  await setQuotas({ storedBytes: 1_000 });
  await store.look('update runs set stored_bytes = case org_id when $1 then 900 else 5000 end', [orgId]);
  expect(await check('storedBytes', 101)).toBeNull();
  await countUsage({ database });
  expect(await check('storedBytes', 100)).toBeNull();
  expect(await check('storedBytes', 101)).toMatchObject({ limit: 1_000, used: 900 });
});

it('gives the last place to one of those who ask at once', async () => {
  await setQuotas({ members: 3 });
  const join = async (userId: number): Promise<boolean> =>
    database.inOrganization(orgId, async (tx) => {
      if ((await checkQuota(tx, orgId, 'members', 1)) !== null) return false;
      await tx.run("insert into members (org_id, user_id, login, role) values ($1, $2, 'x', 'viewer')", [
        orgId,
        userId,
      ]);
      return true;
    });
  const joined = await Promise.all(Array.from({ length: 12 }, async (_, index) => join(1_000 + index)));
  expect(joined.filter(Boolean)).toHaveLength(2);
});

it('counts open runs side by side while they are few, and one by one at the end: none too many, none too few', async () => {
  const [server] = await store.look<{ most: number }>(
    "select current_setting('max_connections')::integer as most",
  );
  const limit = (server?.most ?? 0) + 32;
  await setQuotas({ openRuns: limit });
  await store.look("update runs set state = 'succeeded', ended_at = now(), epoch = 1");
  const [model] = await store.look<{ columns: string }>(
    `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
     where table_schema = 'orchestrator' and table_name = 'runs' and column_name not in ('id', 'idempotency_key', 'state', 'ended_at')`,
  );
  const take = async (number: number): Promise<boolean> =>
    database
      .inOrganization(orgId, async (tx) => {
        await tx.run(
          `insert into runs (id, idempotency_key, state, ended_at, ${model?.columns})
           select $2, $2, 'requested', null, ${model?.columns} from runs where org_id = $1 and state = 'succeeded' limit 1`,
          [orgId, `of the quota ${number}`],
        );
        if ((await checkQuotaTaken(tx, orgId, 'openRuns')) !== null) throw new Error('no place');
      })
      .then(
        () => true,
        () => false,
      );
  let next = 0;
  let taken = 0;
  const lane = async (): Promise<void> => {
    while (next < limit + 20) if (await take(next++)) taken += 1;
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  expect(taken).toBe(limit);
});
