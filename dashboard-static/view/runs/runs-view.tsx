import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
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
  return <HistoryGate takesPart show={(table) => <Runs table={table} />} />;
}

function Runs({ table }: { readonly table: RunTable }): VNode {
  const { place, go } = useHub();
  const { params } = place.value;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const query = useMemo(() => fromParams(params), [params]);
  const rows = useMemo(() => selectRows(table, query), [table, query]);
  const items = useMemo(() => listItems(table, rows, { by: query.group, open }), [table, rows, query, open]);
  const change = (to: Query): void => go({ view: 'runs', id: '', params: toParams(to) }, { replaces: true });
  const toggle = (key: string): void => {
    setOpen(new Set(open.has(key) ? [...open].filter((one) => one !== key) : [...open, key]));
  };
  return (
    <div class="runs">
      <h1 class="unseen">Runs</h1>
      <FilterBar table={table} query={query} change={change} />
      <Chips query={query} change={change} />
      <Summary table={table} rows={rows} />
      <MissingRuns />
      {items.length === 0 ? (
        <Note kind="empty" title="No run is like that" isPart>
          Take a filter away, or look for something else.
        </Note>
      ) : (
        <RunList {...{ table, items: items, query: query, change, toggle }} />
      )}
    </div>
  );
}
