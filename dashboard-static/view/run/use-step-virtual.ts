import type { RefObject } from 'preact';
import { useCallback } from 'preact/hooks';
import type { Step } from '../../timeline/step.ts';
import { useVirtual, type Virtual } from '../shell/use-virtual.ts';
import { useRun } from './run-context.ts';
import { type Top, useTopIn } from './use-top-in.ts';

/** The steps that can be seen; all of the page scrolls, and the list begins somewhere in it. */
export function useStepVirtual(
  shown: readonly Step[],
  list: RefObject<HTMLElement | null>,
): { readonly virtual: Virtual; readonly top: Top } {
  const { scroller } = useRun();
  const top = useTopIn(scroller, list);
  const virtual = useVirtual({
    count: shown.length,
    getScrollElement: () => scroller.current,
    // Others would have all of the list measured anew each time.
    estimateSize: useCallback((index: number) => estimate(shown[index]), [shown]),
    getItemKey: useCallback((index: number) => shown[index]?.key ?? index, [shown]),
    scrollMargin: top.marginPx,
    scrollPaddingStart: top.coveredPx,
    overscan: 6,
  });
  return { virtual, top };
}

/** Pixels, before a step is measured. */
function estimate(step: Step | undefined): number {
  const text = step?.kind === 'text' && step.content.kind === 'prose' ? step.content.text : '';
  return 38 + (text === '' ? 0 : 24 + 20 * Math.min(40, Math.ceil(text.length / 90)));
}
