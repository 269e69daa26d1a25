import type pg from 'pg';
import { serviceRole } from '../../../../runner-pool/database/schema.ts';
import type { Table } from './catalog.ts';
import { type Execute, insertAnother, type Row, type Tenant } from './rows.ts';

/** Two rows of one table, of two that must not know of each other: `setting` says in whose name something is done. */
export interface Sides {
  readonly table: Table;
  readonly setting: string;
  /** What tells whose a row is. */
  readonly column: string;
  readonly own: Side;
  readonly other: Side;
}

export interface Side {
  readonly setting: string;
  readonly key: unknown;
  readonly insertAnother: (execute: Execute) => Promise<Row>;
}

type Cell = readonly [name: string, expected: string, measure: (at: At) => Promise<string>];

interface At {
  readonly execute: Execute;
  readonly count: (text: string, values: readonly unknown[]) => Promise<string>;
  readonly as: (side: Side | null) => Promise<void>;
}

/** In a transaction of the superuser's, as the service's role: what is not as it must be, a line each. */
export async function faultsOf(client: pg.Client, sides: Sides): Promise<readonly string[]> {
  const execute: Execute = async (text, values) => client.query(text, [...values]);
  const at: At = {
    execute,
    count: async (text, values) => String((await client.query(text, [...values])).rowCount),
    as: async (side) => {
      await client.query('select set_config($1, $2, true)', [sides.setting, side?.setting ?? '']);
    },
  };
  const faults: string[] = [];
  await client.query('savepoint table_start');
  await client.query(`set local role ${serviceRole}`);
  for (const [name, expected, measure] of cellsOf(sides)) {
    await client.query('savepoint cell');
    const found = await measure(at).catch(
      (error: { code?: string; message: string }) => error.code ?? error.message,
    );
    await client.query('rollback to savepoint cell');
    if (found !== expected) faults.push(`${sides.table.name}: ${name}: ${found}, not ${expected}`);
  }
  await client.query('rollback to savepoint table_start');
  return faults;
}

const refused = '42501';

function cellsOf({ table: { name }, column, own, other }: Sides): readonly Cell[] {
  const of = `where ${column} = $1`;
  const asked =
    (as: Side | null, text: string, ...values: readonly unknown[]) =>
    async (at: At): Promise<string> => {
      await at.as(as);
      return at.count(text, values);
    };
  const inserted =
    (as: Side | null, of: Side) =>
    async (at: At): Promise<string> => {
      await at.as(as);
      await of.insertAnother(at.execute);
      return '1';
    };
  const change = `update ${name} set ${column} = ${column}`;
  return [
    ['select, own', '1', asked(own, `select from ${name} ${of}`, own.key)],
    ['select, all there is', '1', asked(own, `select from ${name}`)],
    ['select, other', '0', asked(own, `select from ${name} ${of}`, other.key)],
    ['select, unset', '0', asked(null, `select from ${name}`)],
    ['insert, own', '1', inserted(own, own)],
    ['insert, other', refused, inserted(own, other)],
    ['insert, unset', refused, inserted(null, own)],
    ['update, own', '1', asked(own, `${change} ${of}`, own.key)],
    ['update, all there is', '1', asked(own, change)],
    ['update, other', '0', asked(own, `${change} ${of}`, other.key)],
    [
      'update, given away',
      refused,
      asked(own, `update ${name} set ${column} = $2 ${of}`, own.key, other.key),
    ],
    ['update, unset', '0', asked(null, change)],
    ['delete, own', '1', deletedAgain(name, own)],
    ['delete, other', '0', asked(own, `delete from ${name} ${of}`, other.key)],
    ['delete, unset', '0', asked(null, `delete from ${name}`)],
  ];
}

/** A row that nothing points to. */
function deletedAgain(name: string, own: Side): (at: At) => Promise<string> {
  return async (at) => {
    await at.as(own);
    const row = await own.insertAnother(at.execute);
    const plain = Object.entries(row).filter(([, value]) => typeof value !== 'object');
    const where = plain.map(([column], index) => `${column} = $${index + 1}`).join(' and ');
    return at.count(
      `delete from ${name} where ${where}`,
      plain.map(([, value]) => value),
    );
  };
}

/** The two sides of a tenant table: the organization tells whose a row is. */
export function sidesByOrganization(table: Table, own: Tenant, other: Tenant): Sides {
  const side = (tenant: Tenant): Side => ({
    setting: String(tenant.orgId),
    key: tenant.orgId,
    insertAnother: async (execute) => insertAnother(execute, table, tenant, `another ${tenant.orgId}`),
  });
  return { table, setting: 'app.org_id', column: 'org_id', own: side(own), other: side(other) };
}
