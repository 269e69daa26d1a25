import { pendingMigrations } from './migration-state.ts';
import { openPool } from './pool.ts';

/** Names of what the database still needs, as the service will see it: the role that logs in need not inherit what the service may. */
export async function pendingAsService(url: string): Promise<readonly string[]> {
  const pool = openPool({ url, connections: 1, name: 'start', as: 'service' });
  try {
    return await pendingMigrations(pool);
  } finally {
    await pool.end();
  }
}
