import { useComputed, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { fromParams, type Query, toParams } from '../../filter/query.ts';
import { selectRows } from '../../filter/select-rows.ts';
import type { RunTable } from '../../load/run-table.ts';
import { HistoryGate } from '../shell/history-gate.tsx';
import { useHub } from '../shell/hub.ts';
import { MissingRuns } from '../shell/missing-runs.tsx';
import { Note } from '../shell/note.tsx';
import { Chips } from './chips.tsx';
import { FilterBar } from './filter-bar.tsx';
import { listItems } from './list-items.ts';
import { RunList } from './run-list.tsx';
import { Summary } from './summary.tsx';

/** All runs, searched, filtered, sorted and grouped as the address says. */
export function RunsView(): VNode {
  return <HistoryGate show={(table) => <Runs table={table} />} />;
}

function Runs({ table }: { readonly table: RunTable }): VNode {
  const { place, go } = useHub();
  const open = useSignal<ReadonlySet<string>>(new Set());
  const query = useComputed(() => fromParams(place.value.params));
  const rows = useComputed(() => selectRows(table, query.value));
  const items = useComputed(() => listItems(table, rows.value, { by: query.value.group, open: open.value }));
  const change = (to: Query): void => go({ view: 'runs', id: '', params: toParams(to) }, { replaces: true });
  const toggle = (key: string): void => {
    open.value = new Set(
      open.value.has(key) ? [...open.value].filter((one) => one !== key) : [...open.value, key],
    );
  };
  return (
    <div class="runs">
      <h1 class="unseen">Runs</h1>
      <FilterBar table={table} query={query.value} change={change} />
      <Chips query={query.value} change={change} />
      <Summary table={table} rows={rows.value} />
      <MissingRuns />
      {items.value.length === 0 ? (
        <Note kind="empty" title="No run is like that" isPart>
          Take a filter away, or look for something else.
        </Note>
      ) : (
        <RunList {...{ table, items: items.value, query: query.value, change, toggle }} />
      )}
    </div>
  );
}
