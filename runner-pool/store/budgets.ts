import type { Budget, BudgetPeriod, BudgetScope } from '../../contract/budget.ts';
import type { Transaction } from '../database/database.ts';
import type { Place } from '../http/page.ts';

/** A budget with what is gone of it in the period that runs now; `level` and what is left follow from it. */
export type BudgetRow = Omit<Budget, 'remainingMicroUsd' | 'level'>;

const shown = `b.id, b.scope, b.scope_ref as "scopeRef", b.period, b.limit_micro_usd as "limitMicroUsd",
  coalesce(s.spent_micro_usd, 0) as "spentMicroUsd", coalesce(s.reserved_micro_usd, 0) as "reservedMicroUsd",
  case b.period when 'month' then to_char(date_trunc('month', now() at time zone 'utc') + interval '1 month', 'YYYY-MM-DD') end as "periodEnd",
  b.version, b.created_at as "createdAt", b.updated_at as "updatedAt"`;

const from = `from budgets b left join spending s on s.org_id = b.org_id and s.scope = b.scope and s.scope_ref = b.scope_ref
  and s.period_start = case b.period when 'month' then date_trunc('month', now() at time zone 'utc')::date else date '0001-01-01' end`;

export async function findBudget(tx: Transaction, orgId: number, id: string): Promise<BudgetRow | null> {
  return tx.row<BudgetRow>(`select ${shown} ${from} where b.org_id = $1 and b.id = $2`, [orgId, id]);
}

export async function listBudgets(
  tx: Transaction,
  {
    orgId,
    scope,
    after,
    limit,
  }: {
    readonly orgId: number;
    readonly scope: BudgetScope | null;
    readonly after: Place | null;
    readonly limit: number;
  },
): Promise<readonly BudgetRow[]> {
  return tx.rows<BudgetRow>(
    `select ${shown} ${from}
     where b.org_id = $1 and ($2::text is null or b.scope = $2) and ($3::timestamptz is null or (b.created_at, b.id) < ($3, $4))
     order by b.created_at desc, b.id desc limit $5`,
    [orgId, scope, after?.at ?? null, after?.id ?? null, limit + 1],
  );
}

/** Its id, or that of the one which there is for the same thing and period. */
export async function insertBudget(
  tx: Transaction,
  budget: {
    readonly orgId: number;
    readonly id: string;
    readonly scope: BudgetScope;
    readonly scopeRef: string;
    readonly period: BudgetPeriod;
    readonly limitMicroUsd: number;
  },
): Promise<string> {
  const { orgId, id, scope, scopeRef, period, limitMicroUsd } = budget;
  const there = await tx.row<{ id: string }>(
    `insert into budgets (org_id, id, scope, scope_ref, period, limit_micro_usd) values ($1, $2, $3, $4, $5, $6)
     on conflict (org_id, scope, scope_ref, period) do update set scope = excluded.scope returning id`,
    [orgId, id, scope, scopeRef, period, limitMicroUsd],
  );
  if (there === null) throw new Error('a budget was not stored');
  return there.id;
}

/** Of the version that was seen, or of any (null). */
export async function changeBudget(
  tx: Transaction,
  {
    orgId,
    id,
    limitMicroUsd,
    version,
  }: {
    readonly orgId: number;
    readonly id: string;
    readonly limitMicroUsd: number;
    readonly version: number | null;
  },
): Promise<boolean> {
  const changed = await tx.run(
    `update budgets set limit_micro_usd = $3, version = version + 1, updated_at = clock_timestamp()
     where org_id = $1 and id = $2 and ($4::integer is null or version = $4)`,
    [orgId, id, limitMicroUsd, version],
  );
  return changed > 0;
}

export async function deleteBudget(tx: Transaction, orgId: number, id: string): Promise<boolean> {
  return (await tx.run('delete from budgets where org_id = $1 and id = $2', [orgId, id])) > 0;
}
