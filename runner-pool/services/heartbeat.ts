import type { HeartbeatAnswer, HeartbeatRequest } from '../../contract/run-protocol.ts';
import type { Database, Transaction } from '../database/database.ts';
import { beat } from '../store/beat.ts';
import { askToCancel, findRun, lockOpenRuns, lockRun, noteHeartbeat, type RunRow } from '../store/runs.ts';
import { type LockedSession, lockSession } from '../store/sessions.ts';
import { closeRun } from './close-run.ts';
import { policyOf } from './policy-of.ts';
import { spendOf, worstCallMicroUsd } from './run-spend.ts';
import { leaseSeconds, overtimeSeconds } from './run-times.ts';
import { settle } from './settle.ts';
import { shortSentence } from './short-sentence.ts';
import { takeSession } from './take-session.ts';
import { tokenSecondsLeft } from './token-end.ts';

/** The route adds a fresh token, for no longer than there is left; null: the run is not over. */
export type Answer = Omit<HeartbeatAnswer, 'runToken' | 'runTokenExpiresAt'> & {
  readonly tokenSecondsLeft: number | null;
};
/** It ended so long ago that it gets no token any more. */
interface LongOver {
  readonly order: 'none';
}

export interface Heartbeat extends HeartbeatRequest {
  readonly orgId: number;
  readonly runId: string;
}

/** The run says an epoch that it was never given; `epoch` is the present one. Nothing was changed. */
export interface UnknownEpoch {
  readonly order: 'refused';
  readonly epoch: number;
}

interface Deps {
  readonly database: Pick<Database, 'call' | 'inOrganization'>;
}

/** Hears a run: its lease goes on, a waiting one may begin, a lost one comes back. Null: there is no such run. */
export async function heartbeat(
  { database }: Deps,
  said: Heartbeat,
): Promise<Answer | UnknownEpoch | LongOver | null> {
  const heard = { ...said, spentMicroUsd: spendOf(said.spentMicroUsd) };
  const { epoch } = heard;
  const beaten = await beat(database, { ...heard, leaseSeconds, overtimeSeconds });
  if (beaten === null) return database.inOrganization(heard.orgId, async (tx) => lookCloser(tx, heard));
  const { isSuperseded, grantMicroUsd, grantTurns, grantSeconds, acknowledgedSeq, leaseExpiresAt } = beaten;
  const cancelReason = beaten.cancelReason ?? (await stopOverspent(database, heard, grantMicroUsd));
  return {
    order: cancelReason === null ? 'continue' : 'cancel',
    reason: cancelReason ?? '',
    isSuperseded,
    state: 'running',
    epoch,
    grant: { microUsd: grantMicroUsd, turns: grantTurns, seconds: grantSeconds },
    acknowledgedSeq,
    leaseExpiresAt,
    tokenSecondsLeft: null,
  };
}

/** A run ends by itself when its grant is spent. One that says it went far beyond does not, so it is told to. Why, or null. */
async function stopOverspent(
  database: Pick<Database, 'inOrganization'>,
  { orgId, runId, spentMicroUsd }: Heartbeat,
  grantMicroUsd: number,
): Promise<string | null> {
  if (spentMicroUsd <= grantMicroUsd + worstCallMicroUsd) return null;
  const reason = 'The run has spent more than its grant.';
  await database.inOrganization(orgId, async (tx) => askToCancel(tx, orgId, runId, { reason }));
  return reason;
}

async function lookCloser(
  tx: Transaction,
  heard: Heartbeat,
): Promise<Answer | UnknownEpoch | LongOver | null> {
  const { orgId, runId } = heard;
  const seen = await findRun(tx, orgId, runId);
  if (seen === null) return null;
  const session = await lockSession(tx, orgId, seen.sessionId);
  const run = await lockRun(tx, orgId, runId);
  if (session === null || run === null) throw new Error(`run ${runId} is gone while it beats`);
  if (tokenSecondsLeft(run) === 0) return { order: 'none' };
  const isOpen = run.state === 'requested' || run.state === 'running' || run.state === 'lost';
  if (isOpen && heard.epoch > (run.epoch ?? 0)) return { order: 'refused', epoch: run.epoch ?? 0 };
  switch (run.state) {
    case 'requested':
      await noteHeartbeat(tx, heard);
      return waitOrBegin(tx, { orgId, run, session });
    case 'running':
      // An old epoch changes nothing; whoever holds the run's token may know the present one.
      return { ...answer(run), leaseExpiresAt: session.leaseExpiresAt };
    case 'lost':
      return comeBack(tx, { orgId, run, session, heard });
    default:
      return end(run, run.cancelReason ?? `The run has ended already: ${run.state}.`);
  }
}

interface Found {
  readonly orgId: number;
  readonly run: RunRow;
  readonly session: LockedSession;
}

async function waitOrBegin(tx: Transaction, { orgId, run, session }: Found): Promise<Answer> {
  const open = await lockOpenRuns(tx, orgId, session.id);
  const ahead = open.find(
    (one) => one.id === run.id || one.silentSeconds <= leaseSeconds || one.state === 'running',
  );
  if (ahead !== undefined && ahead.id !== run.id) {
    const doing = ahead.state === 'running' ? 'has the session' : 'goes first';
    return {
      ...answer(run),
      order: 'wait',
      reason: `Run ${ahead.id} (${ahead.actor}, ${ahead.task}) ${doing}.`,
    };
  }
  return begin(tx, { orgId, run, session });
}

/** Lost is only not heard of: where nobody took the session since, the run goes on, under a new epoch. */
async function comeBack(tx: Transaction, found: Found & { readonly heard: Heartbeat }): Promise<Answer> {
  const { orgId, run, heard } = found;
  await noteHeartbeat(tx, heard);
  const why = whyGone(found);
  const answered = why === null ? await begin(tx, found) : end(run, why);
  // Nobody may hear of it again: what it spent since is booked now.
  if (answered.order === 'cancel')
    await settle(tx, { orgId, runId: run.id, saidMicroUsd: heard.spentMicroUsd });
  return answered;
}

/** The epoch that the run says does not matter: the answer that told it the present one may be what was lost. */
function whyGone({ run, session }: Found): string | null {
  if (run.cancelRequestedAt !== null) return run.cancelReason ?? 'The run was told to end.';
  if (session.leaseRunId !== null)
    return `Run ${session.leaseRunId} took the session while this run was not heard of.`;
  if (run.settledMicroUsd > run.grantMicroUsd) return 'The run has spent more than its grant.';
  return session.leaseEpoch !== run.epoch
    ? 'Another run had the session while this run was not heard of.'
    : null;
}

async function begin(tx: Transaction, { orgId, run, session }: Found): Promise<Answer> {
  const { minimumGrantMicroUsd } = await policyOf(tx, orgId, run.repositoryId);
  const wanted = run.grantMicroUsd - run.settledMicroUsd;
  const isBack = run.state === 'lost';
  const taken = await takeSession(tx, {
    orgId,
    runId: run.id,
    sessionId: session.id,
    askedMicroUsd: Math.max(wanted, 0),
    neededMicroUsd: isBack ? 1 : minimumGrantMicroUsd,
    settledMicroUsd: run.settledMicroUsd,
  });
  if (taken.kind === 'short') return outOfMoney(tx, { orgId, run, session }, shortSentence(taken.budget));
  const { epoch, expiresAt, microUsd } = taken;
  const begun = {
    ...{ ...answer(run), state: 'running' as const, epoch },
    ...{ leaseExpiresAt: expiresAt, tokenSecondsLeft: null },
  };
  return { ...begun, grant: { ...begun.grant, microUsd } };
}

/** A waiting run whose turn came when the money was gone ends here; a lost one stays lost, and its finish is still taken. */
async function outOfMoney(tx: Transaction, { orgId, run, session }: Found, reason: string): Promise<Answer> {
  if (run.state === 'lost') return end(run, reason);
  await closeRun(tx, {
    session,
    end: { orgId, runId: run.id, state: 'budget_exceeded', message: reason, failureClass: 'budget_exceeded' },
  });
  return { ...end(run, reason), state: 'budget_exceeded' };
}

const end = (run: RunRow, reason: string): Answer => ({ ...answer(run), order: 'cancel', reason });

function answer(run: RunRow): Answer {
  return {
    order: run.cancelReason === null ? 'continue' : 'cancel',
    reason: run.cancelReason ?? '',
    isSuperseded: run.isSuperseded,
    state: run.state,
    epoch: run.epoch ?? 0,
    grant: {
      microUsd: run.grantMicroUsd,
      turns: run.grantTurns,
      seconds: run.grantSeconds ?? run.askedGrant.seconds,
    },
    acknowledgedSeq: run.acknowledgedSeq,
    leaseExpiresAt: null,
    tokenSecondsLeft: tokenSecondsLeft(run),
  };
}
