import { useHub } from '../shell/hub.ts';
import { hrefOf } from '../shell/navigation.ts';

type Changes = Readonly<Record<string, string | readonly string[]>>;

export interface Params {
  readonly text: (name: string) => string;
  readonly all: (name: string) => readonly string[];
  /** Empty: taken out of the address. No step that the reader would want to go back to. */
  readonly set: (changes: Changes) => void;
  readonly href: (changes: Changes) => string;
}

/** What of this view is in the address. */
export function useParams(): Params {
  const { place, go } = useHub();
  const { params } = place.value;
  // Of the address as it is when it is asked for: two changes at once must not undo each other.
  const changed = (changes: Changes): URLSearchParams => withChanges(place.peek().params, changes);
  return {
    text: (name) => params.get(name) ?? '',
    all: (name) => params.getAll(name),
    set: (changes) => go({ ...place.peek(), params: changed(changes) }, { replaces: true }),
    href: (changes) => hrefOf({ ...place.peek(), params: changed(changes) }),
  };
}

function withChanges(before: URLSearchParams, changes: Changes): URLSearchParams {
  const params = new URLSearchParams(before);
  for (const [name, value] of Object.entries(changes)) {
    params.delete(name);
    for (const one of [value].flat()) if (one !== '') params.append(name, one);
  }
  return params;
}
