import { dearestOf, listName, listPrices, type Price, ratesOf } from './prices.ts';

/** A price that a repository's configuration gives. US dollars for a million tokens; `*` in a name stands for any letters. */
export interface PriceOverride {
  readonly model: string;
  readonly from: string;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite5m?: number;
  readonly cacheWrite1h?: number;
}

export interface PriceTable {
  /** `known` is false for a model without a price: it is then the dearest. */
  readonly find: (model: string) => { readonly price: Price; readonly known: boolean };
}

/** The list, with the overrides that apply on `today` (YYYY-MM-DD) before it: exact names first, then the newest. */
export function priceTable(overrides: readonly PriceOverride[], today: string): PriceTable {
  const applying = overrides
    .filter(({ from }) => from <= today)
    .toSorted(
      (a, b) => Number(a.model.includes('*')) - Number(b.model.includes('*')) || b.from.localeCompare(a.from),
    )
    .map((row) => ({ pattern: patternOf(row.model), price: priceOf(row) }));
  const dearest = dearestOf([...listPrices.values(), ...applying.map(({ price }) => price)]);
  return {
    find: (model) => {
      const price =
        applying.find(({ pattern }) => pattern.test(model))?.price ?? listPrices.get(listName(model));
      return price === undefined ? { price: dearest, known: false } : { price, known: true };
    },
  };
}

/** Runs of stars are one: each would double the ways to match. */
function patternOf(model: string): RegExp {
  const parts = model.split(/\*+/).map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i');
}

function priceOf({ from, input, output, cacheRead, ...row }: PriceOverride): Price {
  const rates = ratesOf(input, output, cacheRead);
  const { cacheWrite5m = rates.cacheWrite5m, cacheWrite1h = rates.cacheWrite1h } = row;
  return { from, ...rates, cacheWrite5m, cacheWrite1h };
}
