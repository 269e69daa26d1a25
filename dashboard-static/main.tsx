import './style/base.css';
import './style/shell.css';
import './style/runs.css';
import './style/figures.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { createHistory } from './load/history.ts';
import { staticSource } from './load/static-source.ts';
import { App } from './view/shell/app.tsx';
import type { Hub } from './view/shell/hub.ts';
import { createNavigation } from './view/shell/navigation.ts';
import { safeStorage } from './view/shell/safe-storage.ts';
import { createShortcuts } from './view/shell/shortcuts.ts';
import { createTheme } from './view/shell/theme.ts';

const nowMs = signal(Date.now());
setInterval(() => {
  nowMs.value = Date.now();
}, 60_000);
const { source, history, live } = await historyHere();
const storage = safeStorage(() => localStorage);
const hub: Hub = {
  source,
  history,
  live,
  nowMs,
  theme: createTheme(document.documentElement, storage),
  shortcuts: createShortcuts(document.documentElement, storage),
  ...createNavigation(window),
};
history.load();
const root = document.getElementById('app');
if (root !== null) render(<App hub={hub} />, root);

/** A coordinator gives the page out with its own address in it; published as a file it has none. */
async function historyHere(): Promise<Pick<Hub, 'source' | 'history' | 'live'>> {
  const address = document.querySelector<HTMLMetaElement>('meta[name="history"]')?.content ?? '';
  if (address !== '')
    return (await import('./load/live/live.ts')).connect(
      document.baseURI,
      safeStorage(() => sessionStorage),
    );
  const source = staticSource(new URL('.', document.baseURI).href);
  return { source, history: createHistory(source), live: null };
}
