import type { VNode } from 'preact';
import type { Step } from '../../timeline/step.ts';
import { duration, money } from '../format/figures.ts';

/** How a step went: with which others, how long, for how much. */
export function StepMeta({ step }: { readonly step: Step }): VNode {
  const { parallel, durationMs, costMicroUsd, isTrouble, kind, content } = step;
  const isWaiting = content.kind === 'tool' && content.result === null;
  return (
    <span class="step-meta">
      {isTrouble && kind !== 'trouble' ? (
        <span class="tone-bad">
          <span aria-hidden="true">✕</span> failed
        </span>
      ) : null}
      {isWaiting ? <span class="tone-warn">no result</span> : null}
      {parallel === null ? null : (
        <span title="Calls of one message, made at once">
          {parallel.place} of {parallel.of} at once
        </span>
      )}
      {durationMs === null ? null : <span>{duration(durationMs)}</span>}
      {costMicroUsd === null ? null : <span class="step-cost">{money(costMicroUsd)}</span>}
    </span>
  );
}
