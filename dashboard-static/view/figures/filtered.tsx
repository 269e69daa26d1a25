import type { VNode } from 'preact';
import { fromParams, toParams } from '../../filter/query.ts';
import type { RunTable, TextField } from '../../load/run-table.ts';
import { Chips } from '../runs/chips.tsx';
import { FilterBar } from '../runs/filter-bar.tsx';
import { HistoryGate } from '../shell/history-gate.tsx';
import { useHub } from '../shell/hub.ts';

interface Shown<By extends TextField> {
  readonly table: RunTable;
  readonly params: URLSearchParams;
  readonly by: By;
  readonly change: (by: TextField) => void;
}

interface Props<By extends TextField> {
  readonly title: string;
  /** The first is the usual one. */
  readonly dimensions: readonly [By, ...By[]];
  readonly show: (shown: Shown<By>) => VNode;
}

/** A page of figures about the runs that its filters leave; `by` in the address says how they are told apart. */
export function Filtered<By extends TextField>({ title, dimensions, show }: Props<By>): VNode {
  const { place, go } = useHub();
  const { view, params } = place.value;
  const by = dimensions.find((one) => one === params.get('by')) ?? dimensions[0];
  const query = fromParams(params);
  const goTo = (next: URLSearchParams, chosen: string): void => {
    if (chosen !== dimensions[0]) next.set('by', chosen);
    go({ view, id: '', params: next }, { replaces: true });
  };
  return (
    <HistoryGate
      show={(table) => (
        <div class="figures-page">
          <h1>{title}</h1>
          <FilterBar table={table} query={query} change={(to) => goTo(toParams(to), by)} isList={false} />
          <Chips query={query} change={(to) => goTo(toParams(to), by)} />
          {show({ table, params, by, change: (chosen) => goTo(toParams(query), chosen) })}
        </div>
      )}
    />
  );
}
