import { type ReadonlySignal, signal } from '@preact/signals';
import { type Index, LoadError, type Source } from './source.ts';

export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: LoadError }
  | { readonly kind: 'there'; readonly value: T };

export interface LoadedIndex extends Index {
  /** Older runs are still being loaded. */
  readonly isPart: boolean;
}

/** All runs there are; asked for once, and again when the reader wants it. */
export interface History {
  readonly index: ReadonlySignal<Loaded<LoadedIndex>>;
  readonly load: () => void;
}

export function createHistory(source: Pick<Source, 'index'>): History {
  const index = signal<Loaded<LoadedIndex>>({
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
      const show = (value: LoadedIndex): void => {
        if (!still.aborted) index.value = { kind: 'there', value };
      };
      // Whoever loads again keeps what they see until all of it is there.
      const early = (part: Index): void => {
        if (index.value.kind !== 'there') show({ ...part, isPart: true });
      };
      source.index(still, early).then(
        (value) => show({ ...value, isPart: false }),
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
