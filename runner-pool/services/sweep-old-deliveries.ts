import type { Database } from '../database/database.ts';
import { forgetDeliveries } from '../store/deliveries.ts';
import { organizationIds } from '../store/organizations.ts';

interface Deps {
  readonly database: Pick<Database, 'inDirectory' | 'inOrganization'>;
}

/** GitHub delivers nothing again after three days; the rest is for whoever looks into what happened. */
const keptDays = 30;
const mostAtOnce = 5_000;

/** Deletes old deliveries, also those that never found an owner. */
export async function sweepOldDeliveries({ database }: Deps, signal: AbortSignal): Promise<void> {
  for (const orgId of [0, ...(await database.inDirectory(organizationIds))]) {
    let gone: number;
    do {
      signal.throwIfAborted();
      gone = await database.inOrganization(orgId, async (tx) =>
        forgetDeliveries(tx, { orgId, days: keptDays, limit: mostAtOnce }),
      );
    } while (gone === mostAtOnce);
  }
}
