import type { RunState } from '../../contract/run-state.ts';
import type { Database } from '../database/database.ts';
import { askToCancel, findRun, lockRun } from '../store/runs.ts';
import { lockSession } from '../store/sessions.ts';
import { closeRun } from './close-run.ts';

interface Deps {
  readonly database: Pick<Database, 'inOrganization'>;
  readonly tasks: { readonly nudge: () => void };
}

export type Cancelled =
  | { readonly kind: 'told' | 'unknown' }
  /** It had ended before. */
  | { readonly kind: 'over'; readonly state: RunState };

/**
 * Has a run end: one that waits at once, one that runs at its next heartbeat, and one that is lost does not come back. One that has
 * ended is left as it is.
 */
export async function cancelRun(
  { database, tasks }: Deps,
  { orgId, runId, reason }: { readonly orgId: number; readonly runId: string; readonly reason: string },
): Promise<Cancelled> {
  const outcome = await database.inOrganization(orgId, async (tx): Promise<Cancelled> => {
    const seen = await findRun(tx, orgId, runId);
    if (seen === null) return { kind: 'unknown' };
    const session = await lockSession(tx, orgId, seen.sessionId);
    const run = await lockRun(tx, orgId, runId);
    if (session === null || run === null) throw new Error(`run ${runId} is gone while it is cancelled`);
    const isOver = !['requested', 'running', 'lost'].includes(run.state);
    if (isOver) return { kind: 'over', state: run.state };
    await askToCancel(tx, orgId, runId, { reason });
    if (run.state === 'requested')
      await closeRun(tx, {
        session,
        end: { orgId, runId, state: 'cancelled', message: reason, conclusion: 'cancelled' },
      });
    return { kind: 'told' };
  });
  if (outcome.kind === 'told') tasks.nudge();
  return outcome;
}
