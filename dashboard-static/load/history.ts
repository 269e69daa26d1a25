import { type ReadonlySignal, signal } from '@preact/signals';
import type { Manifest } from '../../contract/history.ts';
import type { RunTable } from './run-table.ts';
import { LoadError, type Source } from './source.ts';

export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: LoadError }
  | { readonly kind: 'there'; readonly value: T };

/** All runs there are; asked for once, and again when the reader wants it. */
export interface History {
  readonly index: ReadonlySignal<Loaded<{ readonly manifest: Manifest; readonly table: RunTable }>>;
  readonly load: () => void;
}

export function createHistory(source: Pick<Source, 'index'>): History {
  const index = signal<Loaded<{ readonly manifest: Manifest; readonly table: RunTable }>>({
    kind: 'loading',
  });
  let asked = new AbortController();
  return {
    index,
    load: () => {
      asked.abort();
      asked = new AbortController();
      const { signal: still } = asked;
      if (index.value.kind === 'failed') index.value = { kind: 'loading' };
      source.index(still).then(
        (value) => {
          if (!still.aborted) index.value = { kind: 'there', value };
        },
        (error: unknown) => {
          if (!still.aborted) index.value = { kind: 'failed', error: asLoadError(error) };
        },
      );
    },
  };
}

export const asLoadError = (error: unknown): LoadError =>
  error instanceof LoadError
    ? error
    : new LoadError('not readable', `The history cannot be shown: ${String(error)}.`, { cause: error });
