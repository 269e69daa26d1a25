import type { VNode } from 'preact';
import { useHub } from './hub.ts';
import { LazyView } from './lazy-view.tsx';
import { hrefOf, viewTitles } from './navigation.ts';

const pages = ['runs', 'money', 'insight', 'dead-letters'] as const;
const themeNames = { system: 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' } as const;

export function Header({ onHelp }: { readonly onHelp: () => void }): VNode {
  const { place, theme, live } = useHub();
  const shown = live?.scopes.value.has('dead-letters:write') === true ? pages : pages.slice(0, -1);
  const { view } = place.value;
  return (
    <header class="header">
      <a class="brand" href="#/" aria-label="Claude Orchestrator: runs">
        <img src="./icon.svg" alt="" width="20" height="20" />
        <span>Claude Orchestrator</span>
      </a>
      <nav aria-label="Views">
        {shown.map((page) => (
          <a
            key={page}
            href={hrefOf({ view: page, id: '', params: new URLSearchParams() })}
            aria-current={view === page ? 'page' : undefined}
          >
            {viewTitles[page]}
          </a>
        ))}
      </nav>
      {live === null ? null : (
        <LazyView isExtra load={async () => (await import('../live/account.tsx')).Account} props={{ live }} />
      )}
      <button type="button" onClick={theme.next} aria-label={themeNames[theme.choice.value]}>
        <span aria-hidden="true">◐</span> <span class="theme-name">{themeNames[theme.choice.value]}</span>
      </button>
      <button type="button" onClick={onHelp} aria-label="Keyboard shortcuts">
        <kbd>?</kbd>
      </button>
    </header>
  );
}
