import { type ReadonlySignal, signal } from '@preact/signals';
import type { Store } from './safe-storage.ts';

/** Keys that are letters or signs, without Ctrl or Alt: whoever speaks to a computer or hits keys by mistake can do without. */
export interface Shortcuts {
  readonly areOn: ReadonlySignal<boolean>;
  readonly toggle: () => void;
}

const key = 'claude-orchestrator-shortcuts';

/** On, unless this browser has been told otherwise; `data-shortcuts` of the page says which. */
export function createShortcuts(root: Pick<HTMLElement, 'dataset'>, storage: Store): Shortcuts {
  const areOn = signal(storage.getItem(key) !== 'off');
  const show = (): void => {
    root.dataset['shortcuts'] = areOn.value ? 'on' : 'off';
  };
  show();
  return {
    areOn,
    toggle: () => {
      areOn.value = !areOn.value;
      storage.setItem(key, areOn.value ? 'on' : 'off');
      show();
    },
  };
}
