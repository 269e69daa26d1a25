import { expect, it } from 'vitest';
import { type Store, safeStorage } from '../../../dashboard-static/view/shell/safe-storage.ts';
import { createShortcuts } from '../../../dashboard-static/view/shell/shortcuts.ts';
import { createTheme } from '../../../dashboard-static/view/shell/theme.ts';

const refuses: Store = {
  getItem: () => {
    throw new Error('SecurityError');
  },
  setItem: () => {
    throw new Error('QuotaExceededError');
  },
};
const remembers = (): Store => {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
};
const page = () => ({ dataset: {} as DOMStringMap });

it('keeps that single keys are switched off', () => {
  const storage = remembers();
  createShortcuts(page(), storage).toggle();
  const later = page();
  expect(createShortcuts(later, storage).areOn.value).toBe(false);
  expect(later.dataset['shortcuts']).toBe('off');
});

it.each([
  ['reading and writing', safeStorage(() => refuses)],
  [
    'being asked for at all',
    safeStorage(() => {
      throw new Error('SecurityError');
    }),
  ],
])('holds a choice for as long as the page is open where storage refuses %s', (_, storage) => {
  const root = page();
  createTheme(root, storage).next();
  createShortcuts(root, storage).toggle();
  expect(root.dataset).toEqual({ theme: 'light', shortcuts: 'off' });
});
