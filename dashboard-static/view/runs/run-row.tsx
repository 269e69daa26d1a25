import type { VNode } from 'preact';
import type { RunTable, TextField } from '../../load/run-table.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { count, duration, money } from '../format/figures.ts';
import { shownText } from '../format/shown-text.ts';
import { ago, fullTime } from '../format/times.ts';
import { StateCell } from './state-cell.tsx';

/** Where in the list a line is. */
export interface RowPlace {
  readonly index: number;
  readonly style: { readonly transform: string; readonly height: string };
}

interface Props {
  readonly table: RunTable;
  readonly row: number;
  readonly isInGroup: boolean;
  readonly place: RowPlace;
  readonly onFocus: () => void;
  readonly nowMs: number;
  readonly href: string;
}

export function RunRow({
  table,
  row,
  isInGroup,
  place: { index, style },
  onFocus,
  nowMs,
  href,
}: Props): VNode {
  const text = (field: TextField): string => shownText(table, field, row);
  const { startedAtMs, durationMs, costMicroUsd, findings } = table.numbers;
  const at = startedAtMs[row] ?? 0;
  const message = visibleText(table.message[row] ?? '');
  return (
    <div
      role="row"
      class={`row run-row${isInGroup ? ' in-group' : ''}`}
      aria-rowindex={index + 2}
      data-index={index}
      style={style}
    >
      <StateCell table={table} row={row} />
      <span role="cell" class="row-subject">
        <a class="row-link cut" href={href} onFocus={onFocus}>
          {text('repository')} <strong>{text('subject')}</strong>
        </a>
        <span class="row-about cut muted">
          <span class="task">{text('task')}</span>
          {message !== '' && <span title={message}>{message}</span>}
        </span>
      </span>
      <span role="cell" class="row-actor cut">
        {text('actor')}
      </span>
      <span role="cell" class="row-model cut muted">
        {text('model').replace(/^claude-/, '')}
      </span>
      <span role="cell" class="number row-findings">
        {(findings[row] ?? 0) === 0 ? <span class="muted">–</span> : count(findings[row] ?? 0)}
      </span>
      <span role="cell" class="number row-cost">
        {money(costMicroUsd[row] ?? 0)}
      </span>
      <span role="cell" class="number row-duration">
        {duration(durationMs[row] ?? 0)}
      </span>
      <span role="cell" class="number row-started muted">
        <time dateTime={new Date(at).toISOString()} title={fullTime(at)}>
          {ago(at, nowMs)}
        </time>
      </span>
    </div>
  );
}
