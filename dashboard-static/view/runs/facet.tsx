import { type Signal, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { countValues } from '../../filter/count-values.ts';
import type { Choice, Query } from '../../filter/query.ts';
import { selectRows } from '../../filter/select-rows.ts';
import type { RunTable, TextField } from '../../load/run-table.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { count } from '../format/figures.ts';
import { fieldNames } from './field-names.ts';

interface Props {
  readonly table: RunTable;
  readonly query: Query;
  readonly change: (to: Query) => void;
  readonly field: TextField;
}

/** A browser draws a thousand lines of a menu slowly, and nobody reads them. */
const mostShown = 100;

/** A menu of a field's values: wanted, not wanted, or neither. Counted among what the other filters leave. */
export function Facet({ table, query, change, field }: Props): VNode | null {
  const isOpen = useSignal(false);
  const looked = useSignal('');
  if (table.texts[field].values.every((value) => value === '')) return null;
  const id = `facet-${field}`;
  const chosen = query.choices.filter((choice) => choice.field === field);
  const number = chosen.reduce((sum, { values }) => sum + values.length, 0);
  return (
    <div class="facet">
      <button type="button" popovertarget={id} aria-pressed={number > 0}>
        {fieldNames[field]}
        {number > 0 && ` (${number})`}
      </button>
      <div
        {...{ id, popover: 'auto' as const, class: 'menu', role: 'group', 'aria-label': fieldNames[field] }}
        onToggle={(event) => {
          isOpen.value = event.newState === 'open';
        }}
      >
        {isOpen.value && (
          <Values
            {...{ table, query, field, looked }}
            toggle={(value, isNegated) => change(toggled(query, { field, values: [value], isNegated }))}
          />
        )}
      </div>
    </div>
  );
}

interface ValuesProps extends Omit<Props, 'change'> {
  /** What of the values is looked for. */
  readonly looked: Signal<string>;
  readonly toggle: (value: string, isNegated: boolean) => void;
}

function Values({ table, query, field, looked, toggle }: ValuesProps): VNode {
  const others = { ...query, choices: query.choices.filter((choice) => choice.field !== field) };
  const all = countValues(table, field, selectRows(table, others));
  const found = all.filter(({ value }) => value.toLowerCase().includes(looked.value.toLowerCase()));
  const has = (value: string, isNegated: boolean): boolean =>
    query.choices.some(
      (one) => one.field === field && one.isNegated === isNegated && one.values.includes(value),
    );
  return (
    <>
      {all.length > 10 && (
        <input
          type="search"
          aria-label={`Find in ${fieldNames[field]}`}
          placeholder="Find"
          value={looked.value}
          onInput={(event) => {
            looked.value = event.currentTarget.value;
          }}
        />
      )}
      <ul>
        {found.slice(0, mostShown).map(({ value, runs }) => (
          <li key={value}>
            <label class="cut">
              <input type="checkbox" checked={has(value, false)} onChange={() => toggle(value, false)} />
              {visibleText(value)}
            </label>
            <span class="muted">{count(runs)}</span>
            <button
              type="button"
              class="plain"
              aria-pressed={has(value, true)}
              aria-label={`Not ${visibleText(value)}`}
              onClick={() => toggle(value, true)}
            >
              not
            </button>
          </li>
        ))}
      </ul>
      {found.length > mostShown && (
        <p class="muted">{`${count(found.length - mostShown)} more: find them above.`}</p>
      )}
    </>
  );
}

/** The same again takes it away; wanted and not wanted are not both. */
function toggled(query: Query, { field, values: [value = ''], isNegated }: Choice): Query {
  const mine = (sign: boolean): readonly string[] =>
    query.choices.find((one) => one.field === field && one.isNegated === sign)?.values ?? [];
  const same = mine(isNegated);
  const next = same.includes(value) ? same.filter((one) => one !== value) : [...same, value];
  const opposite = mine(!isNegated).filter((one) => one !== value);
  return {
    ...query,
    choices: [
      ...query.choices.filter((one) => one.field !== field),
      { field, values: next, isNegated },
      { field, values: opposite, isNegated: !isNegated },
    ].filter(({ values }) => values.length > 0),
  };
}
