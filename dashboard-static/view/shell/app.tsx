import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { visibleText } from '../../timeline/visible-text.ts';
import { RunsView } from '../runs/runs-view.tsx';
import { Header } from './header.tsx';
import { type Hub, HubContext, useHub } from './hub.ts';
import { isTyping } from './is-typing.ts';
import { KeysHelp } from './keys-help.tsx';
import { LazyView } from './lazy-view.tsx';
import { viewTitles } from './navigation.ts';
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
          <View />
        </ViewBoundary>
      </main>
      <KeysHelp dialog={help} />
    </HubContext.Provider>
  );
}

/** The fragment is the address of a view. */
function toMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function View(): VNode {
  const { view, id } = useHub().place.value;
  useEffect(() => {
    document.title = `${view === 'run' ? `Run ${visibleText(id)}` : viewTitles[view]} · Claude Orchestrator`;
  }, [view, id]);
  if (view === 'run')
    return (
      <LazyView key={id} load={async () => (await import('../run/run-view.tsx')).RunView} props={{ id }} />
    );
  if (view === 'money')
    return (
      <LazyView
        key={view}
        load={async () => (await import('../money/money-view.tsx')).MoneyView}
        props={{}}
      />
    );
  if (view === 'insight')
    return (
      <LazyView
        key={view}
        load={async () => (await import('../insight/insight-view.tsx')).InsightView}
        props={{}}
      />
    );
  return <RunsView />;
}
