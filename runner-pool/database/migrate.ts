import type pg from 'pg';
import { migrateQueues } from '../queues/migrate-queues.ts';
import { type DatabaseRole, databaseRole, sqlForRole } from './database-role.ts';
import { type MigrationFile, readMigrations } from './migration-files.ts';
import { unapplied } from './migration-state.ts';
import { pendingAsService } from './pending-as-service.ts';
import { openPool } from './pool.ts';
import { versionFault } from './postgres-version.ts';
import { schemaName, serviceRole } from './schema.ts';

/** One at a time, however many instances start at once. The number means nothing. */
const lockKey = 4_715_208_316;

export interface Migrated {
  readonly applied: readonly string[];
}

/**
 * Applies the numbered files of `migrations/` that were not applied yet, each in a transaction of its own, under an advisory lock.
 * Needs a role that may create a schema, and, the first time, roles; where nothing is to be applied, any role that may look.
 */
export async function migrate(url: string): Promise<Migrated> {
  const pool = openPool({ url, connections: 1, name: 'migrate', as: 'owner' });
  try {
    const client = await pool.connect();
    try {
      const role = await databaseRole(client, schemaName);
      const fault = versionFault(role.versionNum);
      if (fault !== null) throw new Error(fault);
      if (!role.mayMigrate) {
        await refuseWork(role, url);
        return { applied: [] };
      }
      await client.query('select pg_advisory_lock($1)', [lockKey]);
      await makeRole(client);
      await makeSchema(client);
      const files = await unapplied(client, await readMigrations());
      for (const file of files) await apply(client, file);
      await migrateQueues(client);
      return { applied: files.map(({ name }) => name) };
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}

/** Who may change nothing is told so only where something is to be changed, or may be. */
async function refuseWork({ name, isMember }: DatabaseRole, url: string): Promise<void> {
  const pending = isMember ? await pendingAsService(url) : null;
  if (pending?.length === 0) return;
  const what = pending === null ? '' : ` (to be applied: ${pending.join(', ')})`;
  throw new Error(
    `${name} may not change this database${what}. To migrate needs the owner's address in DATABASE_URL: a role that owns the schema ${schemaName}, or may create one.`,
  );
}

async function makeRole(client: pg.PoolClient): Promise<void> {
  // Again, now that nobody else is making it.
  const role = await databaseRole(client, schemaName);
  if (role.isMember) return;
  try {
    // Roles belong to the whole server: another database's migration may be making the same one.
    await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${serviceRole}') then
        create role ${serviceRole} nologin nosuperuser nobypassrls;
      end if;
    exception when duplicate_object or unique_violation then null; end $$`);
    await client.query(`grant ${serviceRole} to current_user`);
  } catch (error) {
    throw new Error(
      `The coordinator works as the role ${serviceRole}, which ${role.name} may not make or take. Have an administrator of the server run this once, and start again:\n\n${sqlForRole(role)}\n`,
      { cause: error },
    );
  }
}

/** In one transaction: another instance that looks meanwhile sees nothing that it may not read. */
async function makeSchema(client: pg.PoolClient): Promise<void> {
  await client.query(
    `create schema if not exists ${schemaName};
     grant usage on schema ${schemaName} to ${serviceRole};
     create table if not exists schema_migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now());
     grant select on schema_migrations to ${serviceRole}`,
  );
}

async function apply(client: pg.PoolClient, { name, sql, sha256 }: MigrationFile): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into schema_migrations (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${name} could not be applied, and nothing of it was: ${String(error)}`, {
      cause: error,
    });
  }
}
