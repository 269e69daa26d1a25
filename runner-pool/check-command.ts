import type { Config } from './config.ts';
import { openDatabase } from './database/database.ts';
import { borrowEmbeddedPostgres } from './database/embedded-postgres.ts';
import { pendingMigrations } from './database/migration-state.ts';
import { checkInvariants } from './services/check-invariants.ts';
import type { Told } from './token-command.ts';

/** Looks for what must never be, beside a coordinator that runs or without one; changes nothing. */
export async function checkCommand(config: Config): Promise<Told> {
  const { url } = config.database;
  const at =
    url === null ? await borrowEmbeddedPostgres(config.dataDir) : { url, stop: async () => undefined };
  const database = openDatabase({ url: at.url, replicaUrl: null, connections: 2 });
  try {
    const pending = await pendingMigrations(database.pools.primary);
    if (pending.length > 0)
      return {
        text: 'The database is not up to date: start the coordinator, or migrate, first.\n',
        exitCode: 1,
      };
    const found = await checkInvariants({ database });
    if (found.length === 0) return { text: 'All of it holds.\n', exitCode: 0 };
    const lines = found.map(
      ({ orgId, rule, ref }) => `organization ${orgId}: not true that ${rule}: ${ref}\n`,
    );
    return { text: lines.join(''), exitCode: 1 };
  } finally {
    await database.close();
    await at.stop();
  }
}
