import { afterAll, describe, expect, it } from 'vitest';
import { serviceRole } from '../../../../runner-pool/database/schema.ts';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';
import { byOwnKey, directory, isTenants, readCatalog } from '../../../helpers/coordinator/tenancy/catalog.ts';

const database = await createTestDatabase();
afterAll(database.drop);
const catalog = await readCatalog(database.look);
const tenants = catalog.filter(isTenants);

/** Rows that a key opens before the tenant is known, in read-only transactions. */
const lookups: Readonly<Record<string, string>> = {
  members: "user_id = (lookup_key('user_id'::text))::bigint",
  api_tokens: "hash = decode(lookup_key('token_hash'::text), 'hex'::text)",
};

/** Policies beside the two, which can only hide more. */
const narrowing: Readonly<Record<string, string>> = {
  // So that the index of words is used: the operator is not leakproof, and would come after the tenant's policy.
  event_words: 'search',
};

describe.each(tenants)('$name', (table) => {
  it('has the tenant first in its key, and never empty', () => {
    expect(table.key[0]).toBe('org_id');
    expect(table.columns.find(({ name }) => name === 'org_id')).toMatchObject({ type: 'bigint' });
  });

  it('has row-level security, forced on its owner too', async () => {
    const [row] = await database.look(
      'select relrowsecurity, relforcerowsecurity from pg_class where oid = $1::regclass',
      [`orchestrator.${table.name}`],
    );
    expect(row).toEqual({ relrowsecurity: true, relforcerowsecurity: true });
  });

  it('has one permissive and one restrictive policy', async () => {
    const policies = await database.look<{ name: string }>(
      `select policyname::text as name, permissive, roles::text[], cmd, qual, with_check from pg_policies
       where schemaname = 'orchestrator' and tablename = $1 order by permissive`,
      [table.name],
    );
    const lookup = lookups[table.name] ?? 'false';
    const through = lookup === 'false' ? 'false' : `(${lookup})`;
    const readOnly = "(current_setting('transaction_read_only'::text) = 'on'::text)";
    const further = policies.filter(({ name }) => name === narrowing[table.name]);
    for (const policy of further) expect(policy).toMatchObject({ permissive: 'RESTRICTIVE', cmd: 'SELECT' });
    expect(policies.filter((policy) => !further.includes(policy))).toEqual([
      {
        name: 'service',
        permissive: 'PERMISSIVE',
        roles: [serviceRole],
        cmd: 'ALL',
        qual: 'true',
        with_check: 'true',
      },
      {
        name: 'tenant',
        permissive: 'RESTRICTIVE',
        roles: ['public'],
        cmd: 'ALL',
        qual: `((org_id = current_org()) OR (${readOnly} AND ${through}))`,
        with_check: '(org_id = current_org())',
      },
    ]);
  });

  it('points at rows of its own tenant alone', () => {
    for (const { columns, target, targetColumns } of table.foreignKeys)
      expect([target, columns[0], targetColumns[0]]).toEqual([
        target,
        'org_id',
        target === 'organizations' ? 'id' : 'org_id',
      ]);
  });
});

it('leaves no table that is neither a tenant’s nor known as something else', () => {
  const names = catalog.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(directory), ...byOwnKey]));
  for (const { columns, name } of tenants)
    expect([name, columns.map((column) => column.name)]).toEqual([name, expect.arrayContaining(['org_id'])]);
});

it.each(Object.entries(directory))('%s holds ids, times and kinds, for it %s', (name) => {
  const texts = [
    'login',
    'kind',
    'ref',
    'queue',
    'id',
    'issuer',
    'jti',
    'name',
    'claim',
    'sha256',
    'fingerprint',
  ];
  for (const column of catalog.find((table) => table.name === name)?.columns ?? []) {
    const isPlain = /^(bigint|integer|smallint|uuid|timestamp with time zone)$/.test(column.type);
    expect([column.name, isPlain || texts.includes(column.name)]).toEqual([column.name, true]);
  }
});

it('has no unique index over several tenants, which would tell one what another has', async () => {
  const indexes = await database.look<{ index: string; first: string }>(
    `select i.indexrelid::regclass::text as index, a.attname::text as first from pg_index i
     join pg_class c on c.oid = i.indrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
     where c.relnamespace = 'orchestrator'::regnamespace and i.indisunique and c.relname = any($1)`,
    [tenants.map(({ name }) => name)],
  );
  const wide = indexes.filter(({ first }) => first !== 'org_id').map(({ index }) => index);
  // Of 238 random bits: nobody meets another's.
  expect(wide).toEqual(['api_tokens_hash_key']);
});

it('is served by a role that owns nothing, is no superuser’s, and passes no policy by', async () => {
  const [role] = await database.look(
    `select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb, rolreplication,
       (select count(*)::int from pg_auth_members where member = r.oid) as memberships,
       (select count(*)::int from pg_shdepend where refobjid = r.oid and deptype = 'o') as owned,
       has_schema_privilege(r.oid, 'orchestrator', 'create') as creates
     from pg_roles r where rolname = $1`,
    [serviceRole],
  );
  expect(role).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcanlogin: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolreplication: false,
    memberships: 0,
    owned: 0,
    creates: false,
  });
});

it('gives that role no right that row-level security does not hold: no TRUNCATE, no triggers', async () => {
  const [server] = await database.look<{ version: number }>(
    "select current_setting('server_version_num')::integer as version",
  );
  // Since PostgreSQL 17.
  const maintain = (server?.version ?? 0) < 170_000 ? [] : ['maintain'];
  const rows = await database.look<{ table: string }>(
    `select relname::text as table from pg_class
     where relnamespace = 'orchestrator'::regnamespace and relkind in ('r', 'p')
       and exists (select from unnest($2::text[]) kind where has_table_privilege($1, oid, kind))`,
    [serviceRole, ['truncate', 'trigger', 'references', ...maintain]],
  );
  expect(rows).toEqual([]);
});

it('has no function and no view that works in its owner’s name', async () => {
  const functions = await database.look(
    `select proname::text from pg_proc where pronamespace = 'orchestrator'::regnamespace and prosecdef`,
  );
  const views = await database.look(
    `select relname::text from pg_class where relnamespace = 'orchestrator'::regnamespace
     and (relkind = 'm' or relkind = 'v' and not coalesce(reloptions @> '{security_invoker=true}', false))`,
  );
  expect([functions, views]).toEqual([[], []]);
});
