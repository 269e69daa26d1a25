import './style/base.css';
import './style/shell.css';
import './style/runs.css';
import './style/figures.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { createHistory } from './load/history.ts';
import { staticSource } from './load/static-source.ts';
import { App } from './view/shell/app.tsx';
import { createNavigation } from './view/shell/navigation.ts';
import { safeStorage } from './view/shell/safe-storage.ts';
import { createShortcuts } from './view/shell/shortcuts.ts';
import { createTheme } from './view/shell/theme.ts';

const source = staticSource(new URL('.', document.baseURI).href);
const history = createHistory(source);
const nowMs = signal(Date.now());
setInterval(() => {
  nowMs.value = Date.now();
}, 60_000);
const storage = safeStorage(() => localStorage);
const hub = {
  source,
  history,
  nowMs,
  theme: createTheme(document.documentElement, storage),
  shortcuts: createShortcuts(document.documentElement, storage),
  ...createNavigation(window),
};
history.load();
const root = document.getElementById('app');
if (root !== null) render(<App hub={hub} />, root);
