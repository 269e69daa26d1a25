import type { TargetedEvent, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { groupings, type Query, sortFields } from '../../filter/query.ts';
import type { RunTable } from '../../load/run-table.ts';
import { isTyping } from '../shell/is-typing.ts';
import { Facet } from './facet.tsx';
import { menuFields } from './field-names.ts';

interface Props {
  readonly table: RunTable;
  readonly query: Query;
  readonly change: (to: Query) => void;
  /** A list has an order and groups. */
  readonly isList?: boolean;
}

const sortWords = {
  startedAtMs: 'Started',
  durationMs: 'Duration',
  costMicroUsd: 'Cost',
  tokens: 'Tokens',
  findings: 'Findings',
} as const;
const groupWords = { none: 'No groups', subject: 'By subject', session: 'By session' } as const;

export function FilterBar({ table, query, change, isList = true }: Props): VNode {
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => focusOnSlash(search), []);
  return (
    <search class="filters">
      <input
        ref={search}
        type="search"
        aria-label="Search runs"
        placeholder="Search  /"
        value={query.text}
        onInput={(event) => change({ ...query, text: event.currentTarget.value })}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      {menuFields.map((field) => (
        <Facet key={field} {...{ table, query, change, field }} />
      ))}
      <Range {...{ query, change }} />
      {isList && <Order {...{ query, change }} />}
    </search>
  );
}

function Order({ query, change }: Pick<Props, 'query' | 'change'>): VNode {
  return (
    <>
      <label>
        <span class="unseen">Sort by</span>
        <select
          value={`${query.sort.isDescending ? '-' : ''}${query.sort.by}`}
          onChange={(event) => change({ ...query, sort: sortOf(event) })}
        >
          {sortFields.flatMap((by) => [
            <option key={`-${by}`} value={`-${by}`}>{`${sortWords[by]} ↓`}</option>,
            <option key={by} value={by}>{`${sortWords[by]} ↑`}</option>,
          ])}
        </select>
      </label>
      <label>
        <span class="unseen">Group</span>
        <select
          value={query.group}
          onChange={({ currentTarget: { value } }) =>
            change({ ...query, group: groupings.find((one) => one === value) ?? 'none' })
          }
        >
          {groupings.map((one) => (
            <option key={one} value={one}>
              {groupWords[one]}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function sortOf({ currentTarget: { value } }: TargetedEvent<HTMLSelectElement>): Query['sort'] {
  const by = sortFields.find((field) => field === value.replace(/^-/, '')) ?? 'startedAtMs';
  return { by, isDescending: value.startsWith('-') };
}

/** Days and dollars. */
function Range({ query, change }: Pick<Props, 'query' | 'change'>): VNode {
  const day = (name: 'from' | 'to', label: string): VNode => (
    <label>
      {label}
      <input
        type="date"
        value={query[name]}
        onChange={(event) => change({ ...query, [name]: event.currentTarget.value })}
      />
    </label>
  );
  const usd = (name: 'leastUsd' | 'mostUsd', label: string): VNode => (
    <label>
      {label}
      <input
        type="number"
        min="0"
        step="any"
        inputMode="decimal"
        value={query[name] ?? ''}
        onChange={({ currentTarget: { value } }) =>
          change({ ...query, [name]: value === '' ? null : Math.max(0, Number(value)) })
        }
      />
    </label>
  );
  return (
    <div class="facet">
      <button type="button" popovertarget="facet-range">
        Date and cost
      </button>
      <div id="facet-range" popover="auto" class="menu range" role="group" aria-label="Date and cost">
        {day('from', 'From')}
        {day('to', 'To')}
        {usd('leastUsd', 'At least $')}
        {usd('mostUsd', 'At most $')}
      </div>
    </div>
  );
}

function focusOnSlash(search: { readonly current: HTMLInputElement | null }): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== '/' || isTyping(event)) return;
    event.preventDefault();
    search.current?.select();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
