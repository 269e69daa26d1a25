import { type ReadonlySignal, signal } from '@preact/signals';
import type { Store } from './safe-storage.ts';

const choices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof choices)[number];

export interface Theme {
  readonly choice: ReadonlySignal<ThemeChoice>;
  /** The next of system, light, dark; kept in this browser. */
  readonly next: () => void;
}

const key = 'claude-orchestrator-theme';

export function createTheme(root: Pick<HTMLElement, 'dataset'>, storage: Store): Theme {
  const kept = storage.getItem(key);
  const choice = signal<ThemeChoice>(choices.find((one) => one === kept) ?? 'system');
  const show = (): void => {
    if (choice.value === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = choice.value;
  };
  show();
  return {
    choice,
    next: () => {
      choice.value = choices[(choices.indexOf(choice.value) + 1) % choices.length] ?? 'system';
      storage.setItem(key, choice.value);
      show();
    },
  };
}
