import type { RefObject, VNode } from 'preact';
import { count } from '../format/figures.ts';
import type { Search } from './use-search.ts';

interface Props {
  readonly search: Search;
  readonly field: RefObject<HTMLInputElement | null>;
}

export function SearchBar({ search, field }: Props): VNode {
  const { query, setQuery, matches, place, go } = search;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') {
      setQuery('');
      field.current?.blur();
    } else return;
    event.preventDefault();
  };
  return (
    <search class="timeline-search">
      <input
        ref={field}
        type="search"
        aria-label="Search in this run"
        aria-keyshortcuts="/"
        placeholder="Search in this run ( / )"
        value={query}
        onInput={({ currentTarget }) => setQuery(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span class="muted" role="status">
        {query.trim() === '' ? '' : matchWord(matches.length, place)}
      </span>
      {matches.length === 0 ? null : <Ways go={go} />}
    </search>
  );
}

function Ways({ go }: Pick<Search, 'go'>): VNode {
  return (
    <>
      <button type="button" aria-label="Previous match" aria-keyshortcuts="Shift+N" onClick={() => go(-1)}>
        ↑
      </button>
      <button type="button" aria-label="Next match" aria-keyshortcuts="N" onClick={() => go(1)}>
        ↓
      </button>
    </>
  );
}

function matchWord(matches: number, place: number): string {
  if (matches === 0) return 'No step has it';
  return place === 0
    ? `In ${count(matches)} ${matches === 1 ? 'step' : 'steps'}`
    : `${count(place)} of ${count(matches)}`;
}
