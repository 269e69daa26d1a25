import type pg from 'pg';
import { areQueuesMigrated } from '../queues/migrate-queues.ts';
import { type MigrationFile, readMigrations } from './migration-files.ts';
import { schemaName } from './schema.ts';

const insufficientPrivilege = '42501';
type Queryable = Pick<pg.ClientBase, 'query'>;

/** Names of what the database still needs. Throws where a migration was changed after it was applied. */
export async function pendingMigrations(database: Queryable): Promise<readonly string[]> {
  const pending = (await unapplied(database, await readMigrations())).map(({ name }) => name);
  // Tables that were made and not yet given to the service count as missing.
  const areQueuesReady = await areQueuesMigrated(database).catch((error: { readonly code?: string }) => {
    if (error.code === insufficientPrivilege) return false;
    throw error;
  });
  return areQueuesReady ? pending : [...pending, 'the tables of the queues'];
}

/** Those of `files` that were not applied. */
export async function unapplied(
  database: Queryable,
  files: readonly MigrationFile[],
): Promise<readonly MigrationFile[]> {
  const table = await database.query<{ found: string | null }>('select to_regclass($1)::text as found', [
    `${schemaName}.schema_migrations`,
  ]);
  if (table.rows[0]?.found == null) return files;
  const { rows } = await database.query<{ name: string; sha256: string }>(
    `select name, sha256 from ${schemaName}.schema_migrations`,
  );
  const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
  const changed = files.filter(({ name, sha256 }) => (applied.get(name) ?? sha256) !== sha256);
  if (changed.length > 0)
    throw new Error(
      `Changed after they were applied to this database: ${changed.map(({ name }) => name).join(', ')}. Put the files back as they were; what is to change goes into a new one.`,
    );
  return files.filter(({ name }) => !applied.has(name));
}
