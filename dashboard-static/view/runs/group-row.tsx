import type { VNode } from 'preact';
import { sumRows } from '../../filter/sum-rows.ts';
import type { RunTable } from '../../load/run-table.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { money, plural } from '../format/figures.ts';
import { ago } from '../format/times.ts';
import type { ListItem } from './list-items.ts';
import type { RowPlace } from './run-row.tsx';
import { StateCell } from './state-cell.tsx';

interface Props {
  readonly table: RunTable;
  readonly item: Extract<ListItem, { readonly kind: 'group' }>;
  readonly place: RowPlace;
  readonly toggle: (key: string) => void;
  readonly onFocus: () => void;
  readonly nowMs: number;
}

/** Runs on one subject, or of one session: how the last one stands, and what all of them cost. */
export function GroupRow({ table, item, place: { index, style }, toggle, onFocus, nowMs }: Props): VNode {
  const { group, isOpen } = item;
  const first = group.rows[0] ?? 0;
  const { runs, costMicroUsd } = sumRows(table, group.rows);
  return (
    <div role="row" class="row group-row" aria-rowindex={index + 2} data-index={index} style={style}>
      <StateCell table={table} row={first} />
      <span role="cell" class="row-subject">
        <button
          type="button"
          class="row-link plain cut"
          aria-expanded={isOpen}
          onClick={() => toggle(group.key)}
          onFocus={onFocus}
        >
          <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {visibleText(group.repository)}{' '}
          <strong>{group.name === '' ? 'no session' : visibleText(group.name)}</strong>
        </button>
      </span>
      <span role="cell" class="row-actor muted">
        {plural(runs, 'run')}
      </span>
      <span role="cell" class="row-model" />
      <span role="cell" class="row-findings" />
      <span role="cell" class="number row-cost">
        {money(costMicroUsd)}
      </span>
      <span role="cell" class="row-duration" />
      <span role="cell" class="number row-started muted">
        {ago(table.numbers.startedAtMs[first] ?? 0, nowMs)}
      </span>
    </div>
  );
}
