import type { RefObject } from 'preact';
import { useKeys } from './use-keys.ts';

interface Steps {
  readonly list: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly firstInSight: () => number;
  readonly show: (index: number) => void;
}

/** j and k go from step to step, as in the list of runs. */
export function useStepKeys({ list, count, firstInSight, show }: Steps): void {
  const move = (by: number): void => {
    const from = document.activeElement?.closest('li[data-index]')?.getAttribute('data-index');
    const to = from === null || from === undefined ? firstInSight() : Number(from) + by;
    const index = Math.max(0, Math.min(count - 1, to));
    show(index);
    // After the row is there.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        list.current
          ?.querySelector<HTMLElement>(`li[data-index="${index}"] .step-head`)
          ?.focus({ preventScroll: true }),
      ),
    );
  };
  useKeys({ j: () => move(1), k: () => move(-1) });
}
