import { type ReadonlySignal, signal } from '@preact/signals';

export const viewTitles = {
  runs: 'Runs',
  run: 'Run',
  session: 'Session',
  compare: 'Comparison',
  money: 'Money',
  insight: 'Insight',
  'dead-letters': 'Dead letters',
} as const;
export type ViewName = keyof typeof viewTitles;
const viewNames = Object.keys(viewTitles) as readonly ViewName[];

/** What is looked at: `#/run/<id>?step=12`. Behind the `#`, so that any file server can give it out at any path. */
export interface Place {
  readonly view: ViewName;
  /** Of a run or a session; else empty. */
  readonly id: string;
  readonly params: URLSearchParams;
}

export interface Navigation {
  readonly place: ReadonlySignal<Place>;
  /** `replaces`: not a step that the reader wants to go back to. */
  readonly go: (to: Place, options?: { readonly replaces?: boolean }) => void;
}

type Browser = Pick<Window, 'location' | 'history' | 'addEventListener'>;

/** Follows the address of this window, and changes it. */
export function createNavigation(browser: Browser): Navigation {
  const place = signal(placeOf(browser.location.hash));
  const follow = (): void => {
    place.value = placeOf(browser.location.hash);
  };
  browser.addEventListener('hashchange', follow);
  browser.addEventListener('popstate', follow);
  return {
    place,
    go: (to, { replaces = false } = {}) => {
      if (replaces) browser.history.replaceState(null, '', hrefOf(to));
      else browser.history.pushState(null, '', hrefOf(to));
      follow();
    },
  };
}

/** An address that is none of ours is the list of runs. */
export function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [name = '', id = ''] = path.split('/', 2);
  const view = viewNames.find((one) => one === name) ?? 'runs';
  return {
    view,
    id: view === 'runs' ? '' : decoded(id),
    params: new URLSearchParams(query),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function hrefOf({ view, id, params }: Place): string {
  const path =
    view === 'runs' ? '' : `${view}${id === '' ? '' : `/${encodeURIComponent(id.toWellFormed())}`}`;
  const query = params.toString();
  return `#/${path}${query === '' ? '' : `?${query}`}`;
}

export const runHref = (id: string, step: number | null = null): string =>
  hrefOf({ view: 'run', id, params: new URLSearchParams(step === null ? {} : { step: String(step) }) });

export const sessionHref = (id: string): string =>
  hrefOf({ view: 'session', id, params: new URLSearchParams() });
