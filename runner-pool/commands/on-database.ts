import type { Config } from '../config.ts';
import { reaching } from '../connection-fault.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { borrowEmbeddedPostgres } from '../database/embedded-postgres.ts';
import { pendingMigrations } from '../database/migration-state.ts';
import { serviceRole } from '../database/schema.ts';
import type { Told } from './told.ts';

/** Works on the coordinator's database, beside one that runs or without; refuses one that is not of this version. */
export async function onDatabase(
  config: Pick<Config, 'database' | 'dataDir'>,
  work: (database: Database) => Promise<Told>,
): Promise<Told> {
  const { url } = config.database;
  const at =
    url === null ? await borrowEmbeddedPostgres(config.dataDir) : { url, stop: async () => undefined };
  const database = openDatabase({ url: at.url, replicaUrl: null, connections: 2 });
  try {
    const pending = await reaching('DATABASE_URL', at.url, async () =>
      pendingMigrations(database.pools.primary),
    );
    if (pending.length === 0) return await work(database);
    return notMigrated(url, `is not up to date (${pending.join(', ')})`);
  } catch (error) {
    // A server on which nobody migrated ever has not even the role.
    if (!isWithoutRole(error)) throw error;
    return notMigrated(url, 'is not migrated');
  } finally {
    await database.close();
    await at.stop();
  }
}

function notMigrated(url: string | null, how: string): Told {
  const remedy =
    url === null
      ? 'start the coordinator'
      : 'run `claude-orchestrator migrate` with the address of its owner';
  return { stderr: `The database ${how}: ${remedy} first.\n`, exitCode: 1 };
}

/** SQLSTATE 22023: what a connection is told that asks for a role which there is not. */
function isWithoutRole(error: unknown): boolean {
  const { code, message = '' } = error as { readonly code?: string; readonly message?: string };
  return code === '22023' && message.includes(serviceRole);
}
