import { type ComponentChildren, Fragment, type FunctionComponent, type VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isForReader } from '../../load/source.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { RunsView } from '../runs/runs-view.tsx';
import { Header } from './header.tsx';
import { type Hub, HubContext, useHub } from './hub.ts';
import { isTyping } from './is-typing.ts';
import { KeysHelp } from './keys-help.tsx';
import { LazyView } from './lazy-view.tsx';
import { type ViewName, viewTitles } from './navigation.ts';
import { ViewBoundary } from './view-boundary.tsx';

export function App({ hub }: { readonly hub: Hub }): VNode {
  const help = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '?' || isTyping(event)) return;
      event.preventDefault();
      help.current?.showModal();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <HubContext.Provider value={hub}>
      <a class="skip" href="#main" onClick={toMain}>
        Skip to content
      </a>
      <Header onHelp={() => help.current?.showModal()} />
      <main id="main" tabIndex={-1}>
        <ViewBoundary>
          <SignInGate>
            <View />
          </SignInGate>
        </ViewBoundary>
      </main>
      <KeysHelp dialog={help} />
    </HubContext.Provider>
  );
}

/** A coordinator shows nothing to nobody: whichever view is asked for, the reader is asked first who they are. */
function SignInGate({ children }: { readonly children: ComponentChildren }): VNode {
  const { live, history } = useHub();
  const index = history.index.value;
  if (live === null || index.kind !== 'failed' || !isForReader(index.error))
    // Nothing that was shown for another person or organization stays.
    return <Fragment key={live === null ? '' : JSON.stringify(live.access.value)}>{children}</Fragment>;
  return (
    <LazyView
      load={async () => (await import('../live/sign-in.tsx')).SignIn}
      props={{ live, error: index.error }}
    />
  );
}

/** The fragment is the address of a view. */
function toMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** Their code comes when they are looked at. */
const lazyViews: Readonly<
  Record<Exclude<ViewName, 'runs'>, () => Promise<FunctionComponent<{ readonly id: string }>>>
> = {
  run: async () => (await import('../run/run-view.tsx')).RunView,
  session: async () => (await import('../session/session-view.tsx')).SessionView,
  compare: async () => (await import('../compare/compare-view.tsx')).CompareView,
  money: async () => (await import('../money/money-view.tsx')).MoneyView,
  insight: async () => (await import('../insight/insight-view.tsx')).InsightView,
  'dead-letters': async () => (await import('../live/dead-letters-view.tsx')).DeadLettersView,
};

function View(): VNode {
  const { view, id } = useHub().place.value;
  useEffect(() => {
    const name = id === '' ? viewTitles[view] : `${viewTitles[view]} ${visibleText(id)}`;
    document.title = `${name} · Claude Orchestrator`;
  }, [view, id]);
  const load = view === 'runs' ? null : lazyViews[view];
  return load === null ? <RunsView /> : <LazyView key={`${view} ${id}`} load={load} props={{ id }} />;
}
