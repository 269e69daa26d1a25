import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { askToCancel, findRun, lockRun, type RunEnd, type RunRow } from '../store/runs.ts';
import { type LockedSession, lockSession } from '../store/sessions.ts';
import { closeRun } from './close-run.ts';
import { runFacts } from './run-facts.ts';
import { deafSeconds, leaseSeconds } from './run-times.ts';

interface Deps {
  readonly database: Pick<Database, 'inOrganization'>;
  readonly log: Pick<Logger, 'info'>;
}

/** Ends a run that is overdue, if it still is now that nobody else can change it. */
export async function expireRun(
  { database, log }: Deps,
  { orgId, runId }: { readonly orgId: number; readonly runId: string },
): Promise<void> {
  const ended = await database.inOrganization(orgId, async (tx) => {
    const seen = await findRun(tx, orgId, runId);
    if (seen === null) return null;
    const session = await lockSession(tx, orgId, seen.sessionId);
    const run = await lockRun(tx, orgId, runId);
    if (session === null || run === null) return null;
    const expired = whyExpired(run, session);
    if (expired === null) return null;
    if (expired.state === 'cancelled') await askToCancel(tx, orgId, runId, { reason: expired.message });
    await closeRun(tx, { session, end: { orgId, runId, ...expired } });
    return { run, expired };
  });
  if (ended === null) return;
  const { run, expired } = ended;
  log.info(
    { ...runFacts(orgId, run), why: expired.message },
    expired.state === 'lost' ? 'run lost' : 'run ended',
  );
}

type Expired = Pick<RunEnd, 'state' | 'message' | 'conclusion' | 'failureClass'>;

function whyExpired(run: RunRow, session: LockedSession): Expired | null {
  if (run.state === 'requested') {
    const message = 'Abandoned: it waited for its session, and was not heard of any more.';
    return run.silentSeconds > leaseSeconds ? { state: 'cancelled', message, conclusion: 'cancelled' } : null;
  }
  if (run.state !== 'running') return null;
  if (session.leaseRunId !== run.id || session.isExpired)
    return lost('It was not heard of for longer than its lease.');
  if ((run.toldSeconds ?? 0) > deafSeconds)
    return lost(`It was told to end (${run.cancelReason}) and did not within ${deafSeconds} s.`);
  return null;
}

const lost = (message: string): Expired => ({ state: 'lost', message, failureClass: 'runner_lost' });
