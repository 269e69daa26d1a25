import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { openPool } from './pool.ts';
import { schemaName, serviceRole } from './schema.ts';

const folder = join(import.meta.dirname, '..', 'migrations');

/** One at a time, however many instances start at once. The number means nothing. */
const lockKey = 4_715_208_316;

export interface Migrated {
  readonly applied: readonly string[];
}

/**
 * Applies the numbered files of `migrations/` that were not applied yet, each in a transaction of its own, under an advisory lock.
 * Needs a role that may create a schema, and, the first time, roles.
 */
export async function migrate(url: string): Promise<Migrated> {
  const pool = openPool({ url, connections: 1, name: 'migrate', as: 'owner' });
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await prepare(client);
    const done = await client.query<{ name: string }>('select name from schema_migrations');
    const names = new Set(done.rows.map(({ name }) => name));
    const applied: string[] = [];
    for (const name of await migrationNames()) {
      if (names.has(name)) continue;
      await apply(client, name);
      applied.push(name);
    }
    return { applied };
  } finally {
    client.release(true);
    await pool.end();
  }
}

/** Names of the migrations that the database still needs. */
export async function pendingMigrations(pool: pg.Pool): Promise<readonly string[]> {
  const names = await migrationNames();
  const { rows } = await pool.query<{ found: string | null }>('select to_regclass($1)::text as found', [
    `${schemaName}.schema_migrations`,
  ]);
  if (rows[0]?.found === null) return names;
  const done = await pool.query<{ name: string }>(`select name from ${schemaName}.schema_migrations`);
  return names.filter((name) => !done.rows.some((row) => row.name === name));
}

async function migrationNames(): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name)).sort();
}

async function prepare(client: pg.PoolClient): Promise<void> {
  // Roles belong to the whole server: another database's migration may be making the same one.
  await client.query(`do $$ begin
    if not exists (select from pg_roles where rolname = '${serviceRole}') then
      create role ${serviceRole} nologin nosuperuser nobypassrls;
    end if;
  exception when duplicate_object or unique_violation then null; end $$`);
  await client.query(`do $$ begin
    if not pg_has_role(current_user, '${serviceRole}', 'member') then
      execute format('grant ${serviceRole} to %I', current_user);
    end if;
  end $$`);
  await client.query(`create schema if not exists ${schemaName}`);
  await client.query(`grant usage on schema ${schemaName} to ${serviceRole}`);
  await client.query(
    'create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())',
  );
  await client.query(`grant select on schema_migrations to ${serviceRole}`);
}

async function apply(client: pg.PoolClient, name: string): Promise<void> {
  const sql = await readFile(join(folder, name), 'utf8');
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into schema_migrations (name) values ($1)', [name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${name} could not be applied, and nothing of it was: ${String(error)}`, {
      cause: error,
    });
  }
}
