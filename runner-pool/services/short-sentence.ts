import type { ShortBudget } from '../store/spending.ts';

/** Which budget is short, and by how much: for the run's page and its pull request. */
export function shortSentence(budget: ShortBudget): string {
  const { scope, scopeRef, period, limitMicroUsd, spentMicroUsd, reservedMicroUsd, periodEnd } = budget;
  const whose =
    scope === 'organization' ? 'The budget of the organization' : `The budget of ${scope} ${scopeRef}`;
  const when = period === 'month' ? `this month (until ${periodEnd})` : 'in total';
  return `${whose} is short: of ${usd(limitMicroUsd)} ${when}, ${usd(spentMicroUsd)} are spent and ${usd(reservedMicroUsd)} are reserved by runs under way. Raise it (PATCH /v1/budgets/${budget.budgetId}), wait for those runs, or ask for less.`;
}

const usd = (microUsd: number): string => `$${(microUsd / 1e6).toFixed(2)}`;
