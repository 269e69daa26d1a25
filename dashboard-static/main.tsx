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
import { createTheme } from './view/shell/theme.ts';

const source = staticSource(new URL('.', document.baseURI).href);
const history = createHistory(source);
const nowMs = signal(Date.now());
setInterval(() => {
  nowMs.value = Date.now();
}, 60_000);
const hub = {
  source,
  history,
  nowMs,
  theme: createTheme(document.documentElement, localStorage),
  ...createNavigation(window),
};
history.load();
const root = document.getElementById('app');
if (root !== null) render(<App hub={hub} />, root);
