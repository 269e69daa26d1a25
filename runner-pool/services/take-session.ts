import type { Transaction } from '../database/database.ts';
import { takeLease } from '../store/sessions.ts';
import { type Reservation, reserve, type ShortBudget } from '../store/spending.ts';
import { leaseSeconds } from './run-times.ts';

export type Taken =
  | { readonly kind: 'taken'; readonly epoch: number; readonly expiresAt: string; readonly microUsd: number }
  | { readonly kind: 'short'; readonly budget: ShortBudget };

export interface Taking extends Reservation {
  readonly sessionId: string;
  /** What the run was granted before it was lost, and spent; its grant begins with that. */
  readonly settledMicroUsd: number;
}

/** Gives a run its session: money reserved, a lease with a new epoch, its state. The session is locked, and free. */
export async function takeSession(tx: Transaction, taking: Taking): Promise<Taken> {
  const { orgId, runId, sessionId } = taking;
  const reserved = await reserve(tx, taking);
  if (reserved.kind === 'short') return reserved;
  const microUsd = taking.settledMicroUsd + reserved.microUsd;
  const lease = { orgId, sessionId, runId, seconds: leaseSeconds, grantMicroUsd: microUsd };
  const { epoch, expiresAt } = await takeLease(tx, lease);
  return { kind: 'taken', epoch, expiresAt, microUsd };
}
