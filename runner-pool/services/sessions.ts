import type { SessionSummary, SessionView } from '../../contract/session-view.ts';
import type { Database } from '../database/database.ts';
import type { Place } from '../http/page.ts';
import { listRuns } from '../store/run-views.ts';
import { findSessionView, listSessions } from '../store/session-views.ts';

export async function sessions(
  { database }: { readonly database: Pick<Database, 'readOrganization'> },
  page: {
    readonly orgId: number;
    readonly repositoryId: number | null;
    readonly subject: string | null;
    readonly after: Place | null;
    readonly limit: number;
  },
): Promise<readonly SessionSummary[]> {
  return database.readOrganization(page.orgId, async (tx) => listSessions(tx, page));
}

export async function session(
  { database }: { readonly database: Pick<Database, 'inOrganization'> },
  orgId: number,
  id: string,
): Promise<SessionView | null> {
  return database.inOrganization(orgId, async (tx) => {
    const found = await findSessionView(tx, orgId, id);
    if (found === null) return null;
    const runs = await listRuns(tx, { orgId, filter: { sessionId: id }, after: null, limit: 99 });
    return { ...found, runs: [...runs] };
  });
}
