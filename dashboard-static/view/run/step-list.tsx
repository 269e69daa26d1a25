import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { atMoment } from '../../timeline/at-moment.ts';
import type { Step } from '../../timeline/step.ts';
import type { Virtual } from '../shell/use-virtual.ts';
import { StepRow } from './step-row.tsx';
import { useFollow } from './use-follow.ts';
import { useStepKeys } from './use-step-keys.ts';
import type { StepView } from './use-step-view.ts';
import { useStepVirtual } from './use-step-virtual.ts';

interface Props {
  readonly view: StepView;
  /** Later lines have not happened yet. */
  readonly untilSeq: number;
  readonly isReplaying: boolean;
}

/** Of the steps those that can be seen: a run may have 20,000. */
export function StepList({ view, untilSeq, isReplaying }: Props): VNode {
  const { shown, current } = view;
  const list = useRef<HTMLOListElement>(null);
  const { virtual, top } = useStepVirtual(shown, list);
  const { virtualizer, items, height } = virtual;
  const target = isReplaying ? newest(shown) : current;
  useFollow(virtual, { shown, target, isReplaying, isPlaced: top.marginPx > 0 });
  useStepKeys({
    list,
    count: shown.length,
    firstInSight: () => firstFrom(virtual, top.coveredPx),
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
            style={{ transform: `translateY(${start - top.marginPx}px)` }}
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

/** During a replay the newest step may be inside of a call far above. */
const newest = (shown: readonly Step[]): Step | undefined =>
  shown.reduce<Step | undefined>(
    (last, step) => (last === undefined || step.seq > last.seq ? step : last),
    undefined,
  );

const firstFrom = ({ virtualizer, items }: Virtual, coveredPx: number): number =>
  items.find(({ start }) => start >= (virtualizer.scrollOffset ?? 0) + coveredPx)?.index ?? 0;
