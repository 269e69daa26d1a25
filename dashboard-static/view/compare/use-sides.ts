import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Side } from '../../compare/side.ts';
import { asLoadError, type Loaded } from '../../load/history.ts';
import { loadSide, type WholeRun } from '../../load/load-side.ts';
import { stepsOf } from '../../timeline/steps-of.ts';
import { useHub } from '../shell/hub.ts';
import type { Chosen } from './chosen.ts';

export interface LoadedSide extends Side {
  /** Some of its journal could not be had. */
  readonly isPartial: boolean;
}

/** All that there is of both sides, asked for while it is looked at. */
export function useSides(
  a: Chosen,
  b: Chosen,
): ReadonlySignal<Loaded<{ readonly a: LoadedSide; readonly b: LoadedSide }>> {
  const { source } = useHub();
  const sides = useSignal<Loaded<{ readonly a: LoadedSide; readonly b: LoadedSide }>>({ kind: 'loading' });
  const key = [a, b].map(({ kind, ids }) => [kind, ...ids].join(' ')).join('\n');
  useEffect(() => {
    const asked = new AbortController();
    sides.value = { kind: 'loading' };
    const load = async (chosen: Chosen): Promise<LoadedSide> =>
      sideOf(chosen, await loadSide(source, chosen.ids, asked.signal));
    Promise.all([load(a), load(b)]).then(
      ([ofA, ofB]) => {
        if (!asked.signal.aborted) sides.value = { kind: 'there', value: { a: ofA, b: ofB } };
      },
      (error: unknown) => {
        if (!asked.signal.aborted) sides.value = { kind: 'failed', error: asLoadError(error) };
      },
    );
    return () => asked.abort();
  }, [source, key]);
  return sides;
}

const sideOf = ({ kind, id }: Chosen, runs: readonly WholeRun[]): LoadedSide => ({
  ...{ kind, id },
  runs: runs.map(({ run, journal }) => ({ run, steps: stepsOf(run, journal) })),
  isPartial: runs.some(({ journal }) => journal.unloaded.length > 0),
});
