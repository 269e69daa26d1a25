import type { Transaction } from '../database/database.ts';
import { lockRun } from '../store/runs.ts';
import { settleRun } from '../store/spending.ts';
import { mostMicroUsd, spendOf, worstCallMicroUsd } from './run-spend.ts';

interface SettledRun {
  readonly orgId: number;
  readonly runId: string;
  readonly saidMicroUsd: number;
}

/** Settles a run that is over, or is being ended; what it says beyond what it can have spent is noted on it, and given. */
export async function settle(tx: Transaction, { orgId, runId, saidMicroUsd }: SettledRun): Promise<number> {
  const bounds = { beyondMicroUsd: worstCallMicroUsd, mostMicroUsd };
  return settleRun(tx, { orgId, runId, saidMicroUsd: spendOf(saidMicroUsd), ...bounds });
}

/** Its ledger may have come after its end. */
export async function settleLate(tx: Transaction, orgId: number, runId: string): Promise<void> {
  const run = await lockRun(tx, orgId, runId);
  if (run !== null && run.state !== 'requested' && run.state !== 'running')
    await settle(tx, { orgId, runId, saidMicroUsd: 0 });
}
