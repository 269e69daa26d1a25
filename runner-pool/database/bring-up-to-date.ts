import { databaseRole, sqlForRole } from './database-role.ts';
import { migrate } from './migrate.ts';
import { pendingAsService } from './pending-as-service.ts';
import { openPool } from './pool.ts';
import { versionFault } from './postgres-version.ts';
import { schemaName, serviceRole } from './schema.ts';

/** Before the coordinator starts: the database as it must be, made so where the role of its address may, or what is to be done. */
export async function bringUpToDate(url: string): Promise<void> {
  const pool = openPool({ url, connections: 1, name: 'start', as: 'owner' });
  try {
    const role = await databaseRole(pool, schemaName);
    const fault = versionFault(role.versionNum);
    if (fault !== null) throw new Error(fault);
    const pending = role.isMember ? await pendingAsService(url) : null;
    if (pending?.length === 0) return;
    if (role.mayMigrate) await migrate(url);
    else if (pending === null && role.hasServiceRole)
      throw new Error(
        `${role.name} may not work as ${serviceRole}, as which the coordinator works. Have an administrator of the server run this once, and start again:\n\n${sqlForRole(role)}\n`,
      );
    else
      throw new Error(
        `The database is not up to date (to be applied: ${(pending ?? ['all migrations']).join(', ')}), and ${role.name} may not change it. Run \`claude-orchestrator migrate\` with the DATABASE_URL of its owner, then start again.`,
      );
  } finally {
    await pool.end();
  }
}
