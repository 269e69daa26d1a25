import type { Transaction } from '../database/database.ts';
import { addTask } from '../store/outbox.ts';
import { endRun, type RunEnd } from '../store/runs.ts';
import { type LockedSession, releaseLease } from '../store/sessions.ts';
import { settle } from './settle.ts';

export interface Closing {
  /** Locked, as its run is. */
  readonly session: Pick<LockedSession, 'id'>;
  readonly end: RunEnd;
  /** Spent in all, where the end says it; else what was metered last, or its ledger tells. */
  readonly saidMicroUsd?: number;
  readonly claudeSessionId?: string | null;
}

/**
 * The one way in which a run ends, also when it is lost: state, money and lease together, and what follows from it made due. Gives what it
 * says to have spent beyond what it can have.
 */
export async function closeRun(
  tx: Transaction,
  { session, end, saidMicroUsd = 0, claudeSessionId = null }: Closing,
): Promise<number> {
  const { orgId, runId, state } = end;
  await endRun(tx, end);
  await releaseLease(tx, { orgId, sessionId: session.id, runId, claudeSessionId });
  await addTask(tx, { orgId, kind: state === 'lost' ? 'reconcile-run' : 'index-run', ref: runId });
  // Last: it locks the organization's spending, for which others wait.
  return settle(tx, { orgId, runId, saidMicroUsd });
}
