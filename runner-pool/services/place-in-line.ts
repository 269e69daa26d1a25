import type { AdmissionRequest } from '../../contract/admission.ts';
import type { EffectivePolicy } from '../../contract/policy.ts';
import type { Transaction } from '../database/database.ts';
import { askToCancel, lockOpenRuns, type RunRow } from '../store/runs.ts';
import type { LockedSession } from '../store/sessions.ts';
import { closeRun } from './close-run.ts';
import { priorityOf } from './policy.ts';
import { leaseSeconds } from './run-times.ts';

/** Who is in the way. */
export interface Holder {
  readonly runId: string;
  readonly runUrl: string;
  readonly actor: string;
  readonly task: string;
  /** Since when it has the session, or waits for it. */
  readonly since: string;
}

export type Busy = {
  readonly kind: 'busy';
  /** `superseded`: it works on a newer head than the one that asks. */
  readonly why: 'held' | 'superseded';
  readonly holder: Holder;
};
export type Line = { readonly kind: 'free' } | { readonly kind: 'wait' } | Busy;

/**
 * Where a new run stands at its session: it may have it now, waits, or is refused. Runs of older pushes make way. The session is
 * locked, so nobody else decides at the same time.
 */
export async function placeInLine(
  tx: Transaction,
  {
    orgId,
    session,
    request,
    policy,
  }: {
    readonly orgId: number;
    readonly session: LockedSession;
    readonly request: AdmissionRequest;
    readonly policy: EffectivePolicy;
  },
): Promise<Line> {
  const open = await lockOpenRuns(tx, orgId, session.id);
  const older = policy.newerPush === 'supersede' ? open.filter((run) => isOtherHead(run, request)) : [];
  const newest = older.find((run) => run.githubRunId > request.github.runId);
  if (newest !== undefined) return busy('superseded', newest, session);
  for (const run of older) await makeWay(tx, { orgId, run, by: request.runId });
  const ahead = open.find(
    (run) =>
      run.state === 'running' ||
      (!older.includes(run) && run.silentSeconds <= leaseSeconds && run.priority >= priorityOf(request.task)),
  );
  if (ahead === undefined) return { kind: 'free' };
  return older.includes(ahead) || policy.onBusy === 'queue' ? { kind: 'wait' } : busy('held', ahead, session);
}

/** The same work on another state of the code. Without a head, a run is about no code. */
function isOtherHead(run: RunRow, { subject, task, github }: AdmissionRequest): boolean {
  const isSameWork = run.subject === subject && run.task === task;
  return isSameWork && run.headSha !== '' && github.headSha !== '' && run.headSha !== github.headSha;
}

async function makeWay(
  tx: Transaction,
  { orgId, run, by }: { readonly orgId: number; readonly run: RunRow; readonly by: string },
): Promise<void> {
  const reason = `Run ${by} is about a newer push.`;
  await askToCancel(tx, orgId, run.id, { reason, isSuperseded: true });
  if (run.state === 'requested')
    await closeRun(tx, {
      session: { id: run.sessionId },
      end: { orgId, runId: run.id, state: 'cancelled', message: reason, conclusion: 'cancelled' },
    });
}

function busy(why: Busy['why'], run: RunRow, session: LockedSession): Busy {
  const { id: runId, runUrl, actor, task } = run;
  const since = (session.leaseRunId === runId ? session.leaseTakenAt : null) ?? run.createdAt;
  return { kind: 'busy', why, holder: { runId, runUrl, actor, task, since } };
}
