import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Manifest } from '../../../contract/history.ts';
import type { Me } from '../../../contract/me.ts';
import { asLoadError, type History, type Loaded, type LoadedIndex } from '../history.ts';
import type { RunTable } from '../run-table.ts';
import { isForReader, type LoadError } from '../source.ts';
import type { Access } from './access.ts';
import type { Api } from './api.ts';
import type { Way } from './follow.ts';
import { followHistory } from './follow-history.ts';
import { backoffMs, pause } from './pause.ts';

export interface LiveHistory extends History {
  readonly way: ReadonlySignal<Way>;
  readonly me: ReadonlySignal<Loaded<Me>>;
}

/** Resets that come sooner after one another make the pause between them longer. */
const calmMs = 60_000;

/**
 * All runs of a coordinator: the newest page at once, older ones after it, and what happens from then on. What is shown stays while it
 * has to be loaded anew, however often that fails; only where the reader has to say who they are it goes away.
 */
export function createLiveHistory(api: Api, access: Access): LiveHistory {
  const index = signal<Loaded<LoadedIndex>>({ kind: 'loading' });
  const me = signal<Loaded<Me>>({ kind: 'loading' });
  const way = signal<Way>('away');
  let asked = new AbortController();

  const keepAtIt = async (still: AbortSignal): Promise<void> => {
    for (let tries = 0; !still.aborted; ) {
      const begunAt = performance.now();
      const fault = await followHistory({
        ...{ api, access, still },
        show: (table, isPart) => {
          if (!still.aborted) index.value = { kind: 'there', value: indexOf(table, isPart) };
        },
        isMe: (value) => {
          if (!still.aborted) me.value = { kind: 'there', value };
        },
        way: (now) => {
          if (!still.aborted) way.value = now;
        },
      }).catch((error: unknown) => asLoadError(error));
      if (still.aborted) return;
      way.value = 'away';
      if (fault !== 'reset' && give(fault)) return;
      if (performance.now() - begunAt > calmMs) tries = 0;
      await pause(backoffMs(tries), still);
      tries += 1;
    }
  };
  /** Whether it is given up until the reader does something. */
  const give = (error: LoadError): boolean => {
    if (isForReader(error) || index.peek().kind !== 'there') index.value = { kind: 'failed', error };
    if (error.fault === 'signed out') {
      me.value = { kind: 'failed', error };
      // A token that is none any more must not stand in the way of a login.
      if (access.peek().token !== '') access.set({ token: '' });
    }
    return isForReader(error);
  };
  const load = (): void => {
    asked.abort();
    asked = new AbortController();
    if (index.peek().kind === 'failed') index.value = { kind: 'loading' };
    void keepAtIt(asked.signal);
  };
  // Another person or organization sees another history.
  let before = access.peek();
  effect(() => {
    if (access.value === before) return;
    before = access.value;
    index.value = { kind: 'loading' };
    me.value = { kind: 'loading' };
    queueMicrotask(load);
  });
  return { index, me, way, load };
}

function indexOf(table: RunTable, isPart: boolean): LoadedIndex {
  const newest = table.numbers.startedAtMs.reduce((most, at) => Math.max(most, at), 0);
  const manifest: Manifest = {
    version: 1,
    updatedAt: table.rows === 0 ? null : new Date(newest).toISOString(),
    repositories: [...table.texts.repository.values],
    shards: [],
    missing: [],
  };
  return { manifest, table, isPart };
}
