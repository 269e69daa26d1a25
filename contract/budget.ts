import { type Static, Type } from 'typebox';
import { MicroUsd } from './money.ts';

export const BudgetScope = Type.Enum(['organization', 'repository', 'subject', 'session', 'user']);
export type BudgetScope = Static<typeof BudgetScope>;
export const BudgetPeriod = Type.Enum(['month', 'total'], {
  description: 'The calendar month (UTC), or all time',
});
export type BudgetPeriod = Static<typeof BudgetPeriod>;

const scopeRef = Type.String({
  maxLength: 240,
  pattern: '^[\\x21-\\x7e]*$',
  description:
    'Empty, <repository id>, <repository id>/<subject>, a session’s id, or a person’s id on GitHub',
});

/** A limit, and how much of it is gone in the period that runs now. */
export const Budget = Type.Object({
  id: Type.String(),
  scope: BudgetScope,
  scopeRef: Type.String(),
  period: BudgetPeriod,
  limitMicroUsd: MicroUsd,
  spentMicroUsd: MicroUsd,
  reservedMicroUsd: MicroUsd,
  remainingMicroUsd: MicroUsd,
  /** `warning` from 80% spent and reserved; `short` when nothing is left. */
  level: Type.Enum(['ok', 'warning', 'short']),
  periodEnd: Type.Union([Type.String(), Type.Null()], { description: 'Null: it never ends' }),
  version: Type.Integer(),
  createdAt: Type.String(),
  updatedAt: Type.String(),
});
export type Budget = Static<typeof Budget>;

/** `POST /v1/budgets` */
export const NewBudget = Type.Object(
  { scope: BudgetScope, scopeRef: Type.Optional(scopeRef), period: BudgetPeriod, limitMicroUsd: MicroUsd },
  { additionalProperties: false },
);
export type NewBudget = Static<typeof NewBudget>;

/** `PATCH /v1/budgets/:budget` */
export const BudgetChange = Type.Object(
  { limitMicroUsd: MicroUsd, version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })) },
  { additionalProperties: false },
);
export type BudgetChange = Static<typeof BudgetChange>;

export const BudgetList = Type.Object({
  items: Type.Array(Budget),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});
export type BudgetList = Static<typeof BudgetList>;
