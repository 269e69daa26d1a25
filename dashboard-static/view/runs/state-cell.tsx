import type { VNode } from 'preact';
import { type RunTable, textAt } from '../../load/run-table.ts';
import { lookOf } from '../format/states.ts';

/** How a run stands, in its line of the list. */
export function StateCell({ table, row }: { readonly table: RunTable; readonly row: number }): VNode {
  const { tone, sign, word } = lookOf(textAt(table, 'state', row), textAt(table, 'skipCode', row));
  return (
    <span role="cell" class={`row-state tone-${tone}`}>
      <span aria-hidden="true" class="sign">
        {sign}
      </span>
      {word}
    </span>
  );
}
