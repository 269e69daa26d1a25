import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { readCatalog, type Table } from './catalog.ts';
import { type Execute, fillTenant, type Given, type Tenant } from './rows.ts';

export interface TwoTenants {
  readonly database: TestDatabase;
  readonly catalog: readonly Table[];
  readonly own: Tenant;
  readonly other: Tenant;
  /** Of the superuser, with the schema in its search path. */
  readonly connect: () => Promise<pg.Client>;
  readonly drop: () => Promise<void>;
}

/** A database in which two tenants have a row in every table. */
export async function createTwoTenants(): Promise<TwoTenants> {
  const database = await createTestDatabase();
  const clients: pg.Client[] = [];
  const connect = async (): Promise<pg.Client> => {
    const client = await connectTo(database.url);
    clients.push(client);
    return client;
  };
  const catalog = await readCatalog(database.look);
  const client = await connect();
  const fill = async (login: string): Promise<Tenant> => addTenant(client, catalog, login);
  const [own, other] = [await fill('own'), await fill('other')];
  const drop = async (): Promise<void> => {
    await Promise.all(clients.map(async (one) => one.end()));
    await database.drop();
  };
  return { database, catalog, own, other, connect, drop };
}

export async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=orchestrator' });
  await client.connect();
  return client;
}

/** A new organization with a row in every table. */
export async function addTenant(
  client: pg.Client,
  catalog: readonly Table[],
  label: string,
  given: Given = {},
): Promise<Tenant> {
  const execute: Execute = async (text, values) => client.query(text, [...values]);
  const made = await client.query<{ id: string }>(
    'insert into organizations (login) values ($1) returning id',
    [label],
  );
  const orgId = Number(made.rows[0]?.id);
  await client.query('begin');
  const tenant = await fillTenant(execute, catalog, { orgId, label, given });
  await client.query('commit');
  return tenant;
}
