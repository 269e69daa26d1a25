import type { VNode } from 'preact';
import { sumRows } from '../../filter/sum-rows.ts';
import type { RunTable } from '../../load/run-table.ts';
import { count, money, plural } from '../format/figures.ts';
import { useHub } from '../shell/hub.ts';

/** What all of the rows come to, for eyes and for those who listen. */
export function Summary({ table, rows }: { readonly table: RunTable; readonly rows: Uint32Array }): VNode {
  const index = useHub().history.index.value;
  const { runs, costMicroUsd, succeededShare } = sumRows(table, rows);
  return (
    <p class="summary muted" role="status">
      <strong>
        {runs === table.rows ? plural(runs, 'run') : `${count(runs)} of ${plural(table.rows, 'run')}`}
      </strong>
      <span>{money(costMicroUsd)}</span>
      {succeededShare !== null && <span>{Math.round(succeededShare * 100)}% succeeded</span>}
      {index.kind === 'there' && index.value.isPart && <span>Older runs are being loaded…</span>}
    </p>
  );
}
