import { useEffect } from 'preact/hooks';
import type { Step } from '../../timeline/step.ts';
import type { Virtual } from '../shell/use-virtual.ts';

interface Follow {
  readonly shown: readonly Step[];
  readonly target: Step | undefined;
  readonly isReplaying: boolean;
  /** Where the list begins is known. */
  readonly isPlaced: boolean;
}

/** Brings the step that is to be looked at into sight; once, so that the reader can go on. */
export function useFollow({ virtualizer }: Virtual, { shown, target, isReplaying, isPlaced }: Follow): void {
  const index = target === undefined ? -1 : shown.findIndex(({ key }) => key === target.key);
  const isThere = isPlaced && index !== -1;
  useEffect(() => {
    if (!isThere || (!isReplaying && isInSight(virtualizer, index))) return;
    virtualizer.scrollToIndex(index, { align: isReplaying ? 'auto' : 'start' });
  }, [target?.key, isThere, isReplaying]);
}

function isInSight(virtualizer: Virtual['virtualizer'], index: number): boolean {
  const item = virtualizer.getVirtualItems().find((one) => one.index === index);
  const from = (virtualizer.scrollOffset ?? 0) + (virtualizer.options.scrollPaddingStart ?? 0);
  const to = (virtualizer.scrollOffset ?? 0) + (virtualizer.scrollRect?.height ?? 0);
  return item !== undefined && item.start >= from && item.start < to - 80;
}
