import type { LedgerEntry } from '../../contract/ledger.ts';

export interface LedgerView {
  readonly entries: readonly LedgerEntry[];
  readonly spentMicroUsd: number;
  /** Charged at the dearest price that is known. */
  readonly unknownModels: readonly string[];
}

export interface Ledger {
  readonly add: (entry: LedgerEntry) => void;
  readonly view: () => LedgerView;
}

export function createLedger(onCall: (entry: LedgerEntry) => void): Ledger {
  const entries: LedgerEntry[] = [];
  return {
    add: (entry) => {
      entries.push(entry);
      onCall(entry);
    },
    view: () => ({
      entries: [...entries],
      spentMicroUsd: entries.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0),
      unknownModels: [
        ...new Set(entries.filter(({ unknownModel }) => unknownModel).map(({ model }) => model)),
      ],
    }),
  };
}
