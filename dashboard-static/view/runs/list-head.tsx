import type { VNode } from 'preact';
import type { Query, SortField } from '../../filter/query.ts';

interface Column {
  readonly name: string;
  readonly field?: SortField;
}

const columns: readonly Column[] = [
  { name: 'State' },
  { name: 'Subject' },
  { name: 'Author' },
  { name: 'Model' },
  { name: 'Findings', field: 'findings' },
  { name: 'Cost', field: 'costMicroUsd' },
  { name: 'Duration', field: 'durationMs' },
  { name: 'Started', field: 'startedAtMs' },
];

/** The names of the columns; some sort by it, and the other way round when asked again. */
export function ListHead({
  query,
  change,
}: {
  readonly query: Query;
  readonly change: (to: Query) => void;
}): VNode {
  const { by, isDescending } = query.sort;
  return (
    <div role="rowgroup" class="list-head">
      <div role="row" class="row">
        {columns.map(({ name, field }) =>
          field === undefined ? (
            <span key={name} role="columnheader">
              {name}
            </span>
          ) : (
            <span
              key={name}
              role="columnheader"
              class="number"
              aria-sort={by !== field ? 'none' : isDescending ? 'descending' : 'ascending'}
            >
              <button
                type="button"
                class="plain"
                onClick={() =>
                  change({ ...query, sort: { by: field, isDescending: by === field ? !isDescending : true } })
                }
              >
                {name}
                <span aria-hidden="true">{by === field ? (isDescending ? '↓' : '↑') : ''}</span>
              </button>
            </span>
          ),
        )}
      </div>
    </div>
  );
}
