import type { Grant } from '../../contract/admission.ts';
import type { Inputs } from '../inputs.ts';

/** What a run may spend: what its inputs say, or less where the coordinator granted less. Never more. */
export interface Limits {
  readonly microUsd: () => number;
  readonly turns: () => number | null;
  /** What to do to have more: a clause. */
  readonly howToRaise: () => string;
  readonly grant: (grant: Pick<Grant, 'microUsd' | 'turns'>) => void;
  /** Called with the new amount at each change. */
  readonly onMoney: (listener: (microUsd: number) => void) => void;
}

export function createLimits({
  maxBudgetMicroUsd,
  maxTurns,
}: Pick<Inputs, 'maxBudgetMicroUsd' | 'maxTurns'>): Limits {
  const listeners: ((microUsd: number) => void)[] = [];
  let microUsd = maxBudgetMicroUsd;
  let turns = maxTurns;
  return {
    microUsd: () => microUsd,
    turns: () => turns,
    howToRaise: () =>
      microUsd < maxBudgetMicroUsd
        ? "The coordinator granted no more than this: raise its budgets, or its policy's largest grant,"
        : 'Raise max-budget-usd',
    grant: (granted) => {
      const before = microUsd;
      microUsd = Math.min(maxBudgetMicroUsd, granted.microUsd);
      turns = granted.turns === null ? maxTurns : Math.min(maxTurns ?? granted.turns, granted.turns);
      if (microUsd !== before) for (const listener of listeners) listener(microUsd);
    },
    onMoney: (listener) => void listeners.push(listener),
  };
}
