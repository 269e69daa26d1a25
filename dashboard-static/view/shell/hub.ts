import type { ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { History } from '../../load/history.ts';
import type { Live } from '../../load/live/live.ts';
import type { RunSource } from '../../load/source.ts';
import type { Navigation } from './navigation.ts';
import type { Shortcuts } from './shortcuts.ts';
import type { Theme } from './theme.ts';

/** What all views have in common. */
export interface Hub extends Navigation {
  readonly source: RunSource;
  readonly history: History;
  /** Null: published files are shown. */
  readonly live: Live | null;
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
