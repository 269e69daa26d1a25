import type { Logger } from 'pino';
import type { Database, Transaction } from '../../database/database.ts';
import { isReconciled, noteReconciled } from '../../store/attempts.ts';
import { addTask } from '../../store/outbox.ts';
import { findRun, lockRun, type RunEnd, type RunRow } from '../../store/runs.ts';
import { lockSession } from '../../store/sessions.ts';
import { closeRun } from '../close-run.ts';
import { policyOf } from '../policy-of.ts';
import { runFacts } from '../run-facts.ts';
import { scheduleRetry } from '../schedule-retry.ts';

interface Deps {
  readonly database: Pick<Database, 'inOrganization'>;
  readonly clock: () => number;
  readonly tasks: { readonly nudge: () => void };
  readonly log: Pick<Logger, 'info'>;
}

export interface Lost {
  readonly orgId: number;
  readonly runId: string;
  /** Of its job, as GitHub says; `unknown` where GitHub was not asked. */
  readonly conclusion: string;
  /** A sentence to show. */
  readonly why: string;
}

/** Settles what became of a run that nothing more will be heard of. What GitHub says somebody or something ended, ended that way. */
export async function closeLost(deps: Deps, lost: Lost): Promise<void> {
  const { orgId, runId } = lost;
  const closed = await deps.database.inOrganization(orgId, async (tx) => {
    const seen = await findRun(tx, orgId, runId);
    if (seen === null) return null;
    const session = await lockSession(tx, orgId, seen.sessionId);
    const run = await lockRun(tx, orgId, runId);
    if (session === null || run === null || !isOpen(run)) return null;
    // It came back meanwhile, and nobody says that its job is over.
    if (lost.conclusion === 'unknown' && run.state !== 'lost') return null;
    if (await isReconciled(tx, orgId, runId)) return null;
    const end = endOf(lost);
    if (end.state !== 'lost' || run.state !== 'lost')
      await closeRun(tx, { session, end: { orgId, runId, message: lost.why, ...end } });
    if (end.state === 'lost') await followLoss(tx, deps, { run, lost });
    await addTask(tx, { orgId, kind: 'announce-run', ref: runId });
    return { run, state: end.state };
  });
  if (closed === null) return;
  deps.tasks.nudge();
  const { run, state } = closed;
  const its = { ...runFacts(orgId, run), state, why: lost.why };
  deps.log.info(its, state === 'lost' ? 'run lost for good' : 'run ended');
}

const isOpen = ({ state }: RunRow): boolean =>
  state === 'requested' || state === 'running' || state === 'lost';

function endOf({ conclusion }: Lost): Pick<RunEnd, 'state' | 'conclusion' | 'failureClass'> {
  if (conclusion === 'cancelled')
    return { state: 'cancelled', conclusion: 'cancelled', failureClass: 'cancelled' };
  if (conclusion === 'timed_out')
    return { state: 'timed_out', conclusion: 'failure', failureClass: 'timeout' };
  return { state: 'lost', failureClass: 'runner_lost' };
}

/** Run again by policy, unless it did what it should, or was to end anyway, or nobody knows. */
async function followLoss(
  tx: Transaction,
  { clock }: Deps,
  { run, lost }: { readonly run: RunRow; readonly lost: Lost },
): Promise<void> {
  const { orgId, runId, conclusion, why } = lost;
  const { repositoryId, subject, githubRunId, admittedAs } = run;
  const mayRetry =
    !['success', 'skipped', 'unknown', 'deleted'].includes(conclusion) && run.cancelRequestedAt === null;
  if (mayRetry) {
    const { retry: rules } = await policyOf(tx, orgId, repositoryId);
    const failed = {
      ...{ orgId, id: runId, repositoryId, subject, githubRunId, admittedAs, rules },
      failureClass: 'runner_lost',
    } as const;
    await scheduleRetry(tx, { clock, random: Math.random }, failed);
  }
  await noteReconciled(tx, { orgId, runId, message: why });
  await addTask(tx, { orgId, kind: 'index-run', ref: runId });
}
