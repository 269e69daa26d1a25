import type pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { isTenants } from '../../../helpers/coordinator/tenancy/catalog.ts';
import { faultsOf, sidesByOrganization } from '../../../helpers/coordinator/tenancy/matrix.ts';
import { createTwoTenants } from '../../../helpers/coordinator/tenancy/two-tenants.ts';

const { catalog, own, other, connect, drop } = await createTwoTenants();
afterAll(drop);
const client = await connect();

/** What a change to the database would let through; the change is then taken back. */
async function faultsAfter(change: string, find: (client: pg.Client) => Promise<readonly string[]>) {
  await client.query('begin');
  try {
    if (change !== '') await client.query(change);
    return await find(client);
  } finally {
    await client.query('rollback');
  }
}

describe.each(catalog.filter(isTenants))('$name', (table) => {
  const sides = sidesByOrganization(table, own, other);
  const find = async (as: pg.Client): Promise<readonly string[]> => faultsOf(as, sides);

  it('is seen and changed by its own tenant alone', async () => {
    expect(await faultsAfter('', find)).toEqual([]);
  });

  it.each([
    [
      'the restrictive policy is gone',
      `drop policy tenant on ${table.name}`,
      /(select|update|delete), other/,
    ],
    ['the permissive policy is gone', `drop policy service on ${table.name}`, /own: 0, not 1/],
    [
      'row-level security is off',
      `alter table ${table.name} disable row level security`,
      /insert, other: (?!42501)/,
    ],
    [
      'writes are not checked',
      `alter policy tenant on ${table.name} with check (true)`,
      /insert, other: (?!42501)/,
    ],
    [
      'the policy lets everything through',
      `alter policy tenant on ${table.name} using (true)`,
      /select, unset/,
    ],
  ])('is found out where %s', async (_, change, expected) => {
    expect((await faultsAfter(change, find)).join('\n')).toMatch(expected);
  });
});

it('covers every table that is no directory', () => {
  const covered = catalog.filter(isTenants).map(({ name }) => name);
  for (const name of ['members', 'api_tokens', 'runs', 'events', 'budgets', 'deliveries', 'dead_letters'])
    expect(covered).toContain(name);
});
