import type { ShortBudget } from '../store/spending.ts';

/** Which budget is short, and by how much: for the run's page and its pull request. */
export function shortSentence(budget: ShortBudget): string {
  const { scope, scopeRef, period, limitMicroUsd, spentMicroUsd, reservedMicroUsd, periodEnd } = budget;
  const whose =
    scope === 'organization' ? 'The budget of the organization' : `The budget of ${scope} ${scopeRef}`;
  const when = period === 'month' ? `this month (until ${periodEnd})` : 'in total';
  const reserved = reservedMicroUsd > 0 ? ` and ${usd(reservedMicroUsd)} are reserved by runs under way` : '';
  const remedies = [
    `raise it (PATCH /v1/budgets/${budget.budgetId})`,
    ...(reservedMicroUsd > 0 ? ['wait for those runs'] : []),
    ...(reservedMicroUsd === 0 && periodEnd !== null ? [`wait until ${periodEnd}`] : []),
    ...(limitMicroUsd > spentMicroUsd + reservedMicroUsd ? ['ask for less'] : []),
  ];
  return `${whose} is short: of ${usd(limitMicroUsd)} ${when}, ${usd(spentMicroUsd)} are spent${reserved}. To go on, ${remedies.join(', or ')}.`;
}

const usd = (microUsd: number): string => `$${(microUsd / 1e6).toFixed(2)}`;
