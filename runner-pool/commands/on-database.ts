import type { Config } from '../config.ts';
import { reaching } from '../connection-fault.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { borrowEmbeddedPostgres } from '../database/embedded-postgres.ts';
import { pendingMigrations } from '../database/migration-state.ts';
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
    return {
      stderr: `The database is not up to date (${pending.join(', ')}): start the coordinator, or migrate, first.\n`,
      exitCode: 1,
    };
  } finally {
    await database.close();
    await at.stop();
  }
}
