import { randomUUID } from 'node:crypto';
import type { Budget, BudgetScope, NewBudget } from '../../contract/budget.ts';
import type { Database } from '../database/database.ts';
import type { Place } from '../http/page.ts';
import {
  type BudgetRow,
  changeBudget,
  deleteBudget,
  findBudget,
  insertBudget,
  listBudgets,
} from '../store/budgets.ts';

interface Deps {
  readonly database: Pick<Database, 'inOrganization'>;
}

/** From here on a budget warns. */
const warningShare = 0.8;

export type BudgetMade =
  | { readonly kind: 'made'; readonly budget: Budget }
  | { readonly kind: 'there already'; readonly id: string }
  | { readonly kind: 'bad scope'; readonly expected: string };
export type BudgetChanged =
  | { readonly kind: 'changed'; readonly budget: Budget }
  | { readonly kind: 'not found' }
  | { readonly kind: 'changed meanwhile'; readonly version: number };

export async function budgets(
  { database }: Deps,
  page: {
    readonly orgId: number;
    readonly scope: BudgetScope | null;
    readonly after: Place | null;
    readonly limit: number;
  },
): Promise<readonly Budget[]> {
  const rows = await database.inOrganization(page.orgId, async (tx) => listBudgets(tx, page));
  return rows.map(shown);
}

export async function budget({ database }: Deps, orgId: number, id: string): Promise<Budget | null> {
  const row = await database.inOrganization(orgId, async (tx) => findBudget(tx, orgId, id));
  return row === null ? null : shown(row);
}

export async function makeBudget({ database }: Deps, orgId: number, wanted: NewBudget): Promise<BudgetMade> {
  const { scope, scopeRef = '', period, limitMicroUsd } = wanted;
  const { pattern, expected } = refs[scope];
  if (!pattern.test(scopeRef)) return { kind: 'bad scope', expected };
  const id = randomUUID();
  const row = await database.inOrganization(orgId, async (tx) => {
    const thereId = await insertBudget(tx, { orgId, id, scope, scopeRef, period, limitMicroUsd });
    const there = await findBudget(tx, orgId, thereId);
    if (there === null) throw new Error(`budget ${thereId} is gone while it is made`);
    return there;
  });
  return row.id === id ? { kind: 'made', budget: shown(row) } : { kind: 'there already', id: row.id };
}

/** A limit may go below what is gone: then nothing more is admitted. */
export async function setLimit(
  { database }: Deps,
  change: {
    readonly orgId: number;
    readonly id: string;
    readonly limitMicroUsd: number;
    readonly version: number | null;
  },
): Promise<BudgetChanged> {
  const { orgId, id } = change;
  return database.inOrganization(orgId, async (tx) => {
    const isChanged = await changeBudget(tx, change);
    const row = await findBudget(tx, orgId, id);
    if (row === null) return { kind: 'not found' };
    return isChanged
      ? { kind: 'changed', budget: shown(row) }
      : { kind: 'changed meanwhile', version: row.version };
  });
}

export async function removeBudget({ database }: Deps, orgId: number, id: string): Promise<boolean> {
  return database.inOrganization(orgId, async (tx) => deleteBudget(tx, orgId, id));
}

const number = /^[1-9]\d{0,15}$/;
const refs: Readonly<Record<BudgetScope, { readonly pattern: RegExp; readonly expected: string }>> = {
  organization: { pattern: /^$/, expected: 'nothing' },
  repository: { pattern: number, expected: 'the repository’s id on GitHub' },
  subject: {
    pattern: /^[1-9]\d{0,15}\/[\x21-\x7e]{1,200}$/,
    expected: '<repository id>/<subject>, as 123/pr-4',
  },
  session: { pattern: /^[A-Za-z0-9_-]{8,80}$/, expected: 'a session’s id' },
  user: { pattern: number, expected: 'the person’s id on GitHub' },
};

function shown(row: BudgetRow): Budget {
  const { limitMicroUsd, spentMicroUsd, reservedMicroUsd } = row;
  const gone = spentMicroUsd + reservedMicroUsd;
  const remainingMicroUsd = Math.max(limitMicroUsd - gone, 0);
  const warned = gone >= limitMicroUsd * warningShare ? 'warning' : 'ok';
  return { ...row, remainingMicroUsd, level: remainingMicroUsd === 0 ? 'short' : warned };
}
