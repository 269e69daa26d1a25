import type { VNode } from 'preact';
import { useHub } from './hub.ts';

const themeNames = { system: 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' } as const;

export function Header({ onHelp }: { readonly onHelp: () => void }): VNode {
  const { place, theme } = useHub();
  const isList = place.value.view === 'runs';
  return (
    <header class="header">
      <a class="brand" href="#/">
        <img src="./icon.svg" alt="" width="20" height="20" />
        Claude Orchestrator
      </a>
      <nav aria-label="Views">
        <a href="#/" aria-current={isList ? 'page' : undefined}>
          Runs
        </a>
      </nav>
      <button type="button" onClick={theme.next}>
        {themeNames[theme.choice.value]}
      </button>
      <button type="button" onClick={onHelp} aria-label="Keyboard shortcuts">
        <kbd>?</kbd>
      </button>
    </header>
  );
}
