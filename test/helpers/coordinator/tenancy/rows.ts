import { createHash } from 'node:crypto';
import { isTenants, type Table } from './catalog.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Execute = (text: string, values: readonly unknown[]) => Promise<unknown>;

/** Rows of one tenant, made from the catalog: columns by their type, foreign keys by the tenant's own rows. */
export interface Tenant {
  readonly orgId: number;
  /** The first row of each table, by its name. */
  readonly rows: ReadonlyMap<string, Row>;
}

/** Values that a column must have for what reads it; by `table.column`. */
export type Given = Readonly<Record<string, unknown>>;

/** Inserts one row into every tenant table, those first that others point to. */
export async function fillTenant(
  execute: Execute,
  catalog: readonly Table[],
  { orgId, label, given = {} }: { readonly orgId: number; readonly label: string; readonly given?: Given },
): Promise<Tenant> {
  const rows = new Map<string, Row>();
  for (const table of inOrder(catalog.filter(isTenants))) {
    const candidates = candidateRows(table, { orgId, label, rows, given });
    rows.set(table.name, await insertFirstThatFits(execute, table, candidates));
  }
  return { orgId, rows };
}

/** Another row for the tenant; where its key is made of others' keys alone, it takes the place of the first. */
export async function insertAnother(
  execute: Execute,
  table: Table,
  { orgId, rows }: Tenant,
  label: string,
): Promise<Row> {
  return insertFirstThatFits(execute, table, candidateRows(table, { orgId, label, rows, given: {} }));
}

function insertStatement(table: string, row: Row): { text: string; values: readonly unknown[] } {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  return {
    text: `insert into ${table} (${columns.join(', ')}) overriding system value values (${places.join(', ')})`,
    values: Object.values(row),
  };
}

interface Making {
  readonly orgId: number;
  readonly label: string;
  readonly rows: ReadonlyMap<string, Row>;
  readonly given: Given;
}

/** Checks over several columns cannot be read off the catalog: every choice of those with choices is tried. */
function candidateRows(table: Table, making: Making): readonly Row[] {
  const fixed = new Map<string, unknown>([['org_id', making.orgId]]);
  for (const { columns, target, targetColumns } of table.foreignKeys) {
    const parent = making.rows.get(target);
    const isNeeded = columns.every((name) => isNeededIn(table, name));
    for (const [index, name] of columns.entries())
      if (isNeeded && parent !== undefined) fixed.set(name, parent[targetColumns[index] ?? '']);
  }
  let rows: Record<string, unknown>[] = [{}];
  for (const column of table.columns) {
    const { name, choices, type } = column;
    const given = making.given[`${table.name}.${name}`];
    if (given === undefined && !isNeededIn(table, name)) continue;
    const usual =
      choices.length > 0 ? choices : [sampleOf(type, `${making.label} ${table.name} ${name}`, name)];
    const values = fixed.has(name) ? [fixed.get(name)] : given === undefined ? usual : [given];
    rows = rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value })));
  }
  return rows;
}

function isNeededIn({ columns, key }: Table, name: string): boolean {
  return key.includes(name) || columns.some((column) => column.name === name && column.isRequired);
}

async function insertFirstThatFits(execute: Execute, table: Table, rows: readonly Row[]): Promise<Row> {
  let fault: unknown;
  for (const row of rows) {
    const { text, values } = insertStatement(table.name, row);
    try {
      await execute('savepoint attempt', []);
      await execute(
        `delete from ${table.name} where ${table.key.map((name, index) => `${name} = $${index + 1}`).join(' and ')}`,
        table.key.map((name) => row[name]),
      );
      await execute(text, values);
      await execute('release savepoint attempt', []);
      return row;
    } catch (error) {
      fault = error;
      await execute('rollback to savepoint attempt', []);
      if ((error as { code?: string }).code !== '23514') break;
    }
  }
  throw fault instanceof Error ? fault : new Error(`${table.name} takes no row that was tried`);
}

function sampleOf(type: string, label: string, name: string): unknown {
  const digest = createHash('sha256').update(label).digest();
  // Small enough for smallint, and another one for each label that a test makes.
  const number = 1 + (digest.readUInt32BE(0) % 32_000);
  switch (type) {
    case 'bigint':
      return 1 + digest.readUIntBE(0, 6);
    case 'integer':
    case 'smallint':
      return number;
    case 'text':
      return name === 'id' ? uuidOf(digest) : label.replaceAll(' ', '-');
    case 'text[]':
      return ['runs:read'];
    case 'bytea':
      return digest;
    case 'boolean':
      return false;
    case 'jsonb':
      return {};
    case 'tsvector':
      return label.replaceAll(' ', '-');
    case 'date':
      return '2026-01-01';
    case 'timestamp with time zone':
      return '2026-01-01T00:00:00.000Z';
    case 'uuid':
      return uuidOf(digest);
    default:
      if (type.endsWith('[]')) return [];
      throw new Error(`No value is known for the type ${type}: say one here`);
  }
}

function uuidOf(digest: Buffer): string {
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/** Those that others point to come first. */
function inOrder(tables: readonly Table[]): readonly Table[] {
  const done: Table[] = [];
  const isDone = (name: string): boolean => done.some((table) => table.name === name);
  const isTenantsOwn = (name: string): boolean => tables.some((table) => table.name === name);
  while (done.length < tables.length) {
    const ready = tables.filter(
      ({ name, foreignKeys }) =>
        !isDone(name) &&
        foreignKeys.every(({ target }) => target === name || isDone(target) || !isTenantsOwn(target)),
    );
    if (ready.length === 0) throw new Error('The foreign keys go round in a circle');
    done.push(...ready);
  }
  return done;
}
