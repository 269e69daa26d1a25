import type { RunSummary, RunView } from '../../contract/run-view.ts';
import type { Database } from '../database/database.ts';
import type { Place } from '../http/page.ts';
import { findRunView, listRuns, type RunFilter } from '../store/run-views.ts';

/** A moment old, perhaps; one more than `limit`, where there is one. */
export async function runs(
  { database }: { readonly database: Pick<Database, 'readOrganization'> },
  page: {
    readonly orgId: number;
    readonly filter: RunFilter;
    readonly after: Place | null;
    readonly limit: number;
  },
): Promise<readonly RunSummary[]> {
  return database.readOrganization(page.orgId, async (tx) => listRuns(tx, page));
}

export async function run(
  { database }: { readonly database: Pick<Database, 'inOrganization'> },
  asked: { readonly orgId: number; readonly id: string; readonly userId: number | null },
): Promise<RunView | null> {
  return database.inOrganization(asked.orgId, async (tx) => findRunView(tx, asked));
}
