import { useMemo } from 'preact/hooks';
import { nextMatch, searchSteps } from '../../timeline/search-steps.ts';
import { useParams } from './use-params.ts';
import type { StepView } from './use-step-view.ts';

export interface Search {
  readonly query: string;
  readonly setQuery: (query: string) => void;
  readonly matches: readonly string[];
  /** Of the match that is looked at; 0 for none. */
  readonly place: number;
  /** To the next match, or the one before. */
  readonly go: (by: 1 | -1) => void;
}

/** A search in the steps that are shown, and in those that are folded away. */
export function useSearch({ reachable, current, goTo }: StepView): Search {
  const params = useParams();
  const query = params.text('q');
  const matches = useMemo(() => searchSteps(reachable, query), [reachable, query]);
  const key = current?.key ?? null;
  return {
    query,
    setQuery: (text) => params.set({ q: text }),
    matches,
    place: key === null ? 0 : matches.indexOf(key) + 1,
    go: (by) => {
      const next = nextMatch({ steps: reachable, matches }, key, by);
      if (next !== null) goTo(next);
    },
  };
}
