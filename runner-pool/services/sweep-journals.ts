import type { Database } from '../database/database.ts';
import { incompleteRuns } from '../store/attempts.ts';
import { organizationIds } from '../store/organizations.ts';
import { addTask } from '../store/outbox.ts';

interface Deps {
  readonly database: Pick<Database, 'inDirectory' | 'inOrganization'>;
  readonly tasks: { readonly nudge: () => void };
}

/** After a day an artifact that is not there will not come. */
const days = 1;
const mostOfOne = 50;

/** Has another look for the artifacts of runs whose journals have lines missing. */
export async function sweepJournals({ database, tasks }: Deps, signal: AbortSignal): Promise<void> {
  for (const orgId of await database.inDirectory(organizationIds)) {
    signal.throwIfAborted();
    await database.inOrganization(orgId, async (tx) => {
      for (const ref of await incompleteRuns(tx, { orgId, days, limit: mostOfOne }))
        await addTask(tx, { orgId, kind: 'ingest-artifact', ref });
    });
  }
  tasks.nudge();
}
