import type { BudgetPeriod, BudgetScope } from '../../contract/budget.ts';
import type { Transaction } from '../database/database.ts';

/** The budget with the least left, as it stood at the moment of the refusal. */
export interface ShortBudget {
  readonly budgetId: string;
  readonly scope: BudgetScope;
  readonly scopeRef: string;
  readonly period: BudgetPeriod;
  readonly limitMicroUsd: number;
  readonly spentMicroUsd: number;
  readonly reservedMicroUsd: number;
  /** First day after the period; null: it never ends. */
  readonly periodEnd: string | null;
}

export type Reserved =
  | { readonly kind: 'granted'; readonly microUsd: number }
  | { readonly kind: 'short'; readonly budget: ShortBudget };

export interface Reservation {
  readonly orgId: number;
  readonly runId: string;
  readonly askedMicroUsd: number;
  /** Less than this is of no use, unless less was asked for. */
  readonly neededMicroUsd: number;
}

/** Reserves against every budget that the run counts in: all or nothing, in one round trip. */
export async function reserve(tx: Transaction, reservation: Reservation): Promise<Reserved> {
  return ask(tx, reservation, true);
}

/** What `reserve` would say now. */
export async function wouldReserve(tx: Transaction, reservation: Reservation): Promise<Reserved> {
  return ask(tx, reservation, false);
}

async function ask(
  tx: Transaction,
  { orgId, runId, askedMicroUsd, neededMicroUsd }: Reservation,
  isKept: boolean,
): Promise<Reserved> {
  const row = await tx.row<ShortBudget & { granted: number | null }>(
    `select granted, budget_id as "budgetId", scope, scope_ref as "scopeRef", period, limit_micro_usd as "limitMicroUsd",
       spent_micro_usd as "spentMicroUsd", reserved_micro_usd as "reservedMicroUsd",
       case period when 'month' then to_char(period_start + interval '1 month', 'YYYY-MM-DD') end as "periodEnd"
     from reserve_grant($1, $2, $3, $4, $5)`,
    [orgId, runId, askedMicroUsd, neededMicroUsd, isKept],
  );
  if (row === null) throw new Error(`nothing was said about the grant of run ${runId}`);
  const { granted, ...budget } = row;
  return granted === null ? { kind: 'short', budget } : { kind: 'granted', microUsd: granted };
}

export interface Settlement {
  readonly orgId: number;
  readonly runId: string;
  /** In all, as the run says now; what it said before, and its ledger, are heard as well. */
  readonly saidMicroUsd: number;
  /** Beyond its grant nothing more than this is booked. */
  readonly beyondMicroUsd: number;
  readonly mostMicroUsd: number;
}

/**
 * Books what the run spent in all, and gives back what it had reserved. Again with more: the difference is booked. By how much
 * what is said and not booked has grown.
 */
export async function settleRun(tx: Transaction, of: Settlement): Promise<number> {
  const row = await tx.row<{ over: number }>('select settle_run($1, $2, $3, $4, $5) as over', [
    of.orgId,
    of.runId,
    of.saidMicroUsd,
    of.beyondMicroUsd,
    of.mostMicroUsd,
  ]);
  return row?.over ?? 0;
}
