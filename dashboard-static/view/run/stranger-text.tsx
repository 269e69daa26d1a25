import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { matchParts } from '../../timeline/match-parts.ts';
import { visibleText } from '../../timeline/visible-text.ts';

/** What is searched for; empty: nothing. */
export const SearchContext = createContext('');

/** Somebody else's text: nothing in it is hidden, and what is searched for is marked. */
export function StrangerText({ text }: { readonly text: string }): VNode {
  const query = useContext(SearchContext);
  const shown = visibleText(text);
  if (query === '') return <>{shown}</>;
  return (
    <>
      {matchParts(shown, query).map(({ text: part, isMatch }, at) =>
        isMatch ? <mark key={at}>{part}</mark> : part,
      )}
    </>
  );
}
