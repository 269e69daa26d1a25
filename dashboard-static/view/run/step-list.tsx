import type { VNode } from 'preact';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { atMoment } from '../../timeline/at-moment.ts';
import type { Step } from '../../timeline/step.ts';
import { useVirtual, type Virtual } from '../shell/use-virtual.ts';
import { useRun } from './run-context.ts';
import { StepRow } from './step-row.tsx';
import { useStepKeys } from './use-step-keys.ts';
import type { StepView } from './use-step-view.ts';
import { useTopIn } from './use-top-in.ts';

interface Props {
  readonly view: StepView;
  /** Later lines have not happened yet. */
  readonly untilSeq: number;
  readonly isReplaying: boolean;
}

/** Of the steps those that can be seen: a run may have 20,000. */
export function StepList({ view, untilSeq, isReplaying }: Props): VNode {
  const { shown, current } = view;
  const { scroller } = useRun();
  const list = useRef<HTMLOListElement>(null);
  const { marginPx, coveredPx } = useTopIn(scroller, list);
  const virtual = useVirtual({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback((index: number) => estimate(shown[index]), [shown]),
    getItemKey: useCallback((index: number) => shown[index]?.key ?? index, [shown]),
    scrollMargin: marginPx,
    scrollPaddingStart: coveredPx,
    overscan: 6,
  });
  const { virtualizer, items, height } = virtual;
  useFollow(virtual, {
    shown,
    target: isReplaying ? newest(shown) : current,
    isReplaying,
    isPlaced: marginPx > 0,
  });
  useStepKeys({
    list,
    count: shown.length,
    firstInSight: () =>
      items.find(({ start }) => start >= (virtualizer.scrollOffset ?? 0) + coveredPx)?.index ?? 0,
    show: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  });
  return (
    <ol ref={list} class="timeline-steps" aria-label="Steps" style={{ height: `${height}px` }}>
      {items.map(({ key, index, start }) => {
        const step = shown[index];
        if (step === undefined) return null;
        return (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-setsize={shown.length}
            aria-posinset={index + 1}
            aria-current={step.key === current?.key ? 'step' : undefined}
            style={{ transform: `translateY(${start - marginPx}px)` }}
          >
            <StepRow
              step={atMoment(step, untilSeq)}
              view={view}
              isNew={isReplaying && step.seq === untilSeq}
            />
          </li>
        );
      })}
    </ol>
  );
}

interface Follow {
  readonly shown: readonly Step[];
  readonly target: Step | undefined;
  readonly isReplaying: boolean;
  /** Where the list begins is known. */
  readonly isPlaced: boolean;
}

/** Brings the step that is to be looked at into sight; once, so that the reader can go on. */
function useFollow({ virtualizer }: Virtual, { shown, target, isReplaying, isPlaced }: Follow): void {
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

/** During a replay the newest step may be inside of a call far above. */
const newest = (shown: readonly Step[]): Step | undefined =>
  shown.reduce<Step | undefined>(
    (last, step) => (last === undefined || step.seq > last.seq ? step : last),
    undefined,
  );

/** Pixels, before a step is measured. */
function estimate(step: Step | undefined): number {
  const text = step?.kind === 'text' && step.content.kind === 'prose' ? step.content.text : '';
  return 38 + (text === '' ? 0 : 24 + 20 * Math.min(40, Math.ceil(text.length / 90)));
}
