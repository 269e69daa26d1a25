import type { ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { History } from '../../load/history.ts';
import type { Source } from '../../load/source.ts';
import type { Navigation } from './navigation.ts';
import type { Shortcuts } from './shortcuts.ts';
import type { Theme } from './theme.ts';

/** What all views have in common. */
export interface Hub extends Navigation {
  readonly source: Source;
  readonly history: History;
  readonly theme: Theme;
  readonly shortcuts: Shortcuts;
  /** Milliseconds since 1970; of now, to the minute. */
  readonly nowMs: ReadonlySignal<number>;
}

export const HubContext = createContext<Hub | null>(null);

export function useHub(): Hub {
  const hub = useContext(HubContext);
  if (hub === null) throw new Error('A view outside of the hub');
  return hub;
}
