import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { partsOf } from '../../timeline/parts.ts';
import type { Step } from '../../timeline/step.ts';
import { LargeLine } from './large-line.tsx';
import { PartView } from './part-view.tsx';

/** All of a step: what went in, what came out. */
export function StepDetail({ step }: { readonly step: Step }): VNode {
  const parts = useMemo(() => partsOf(step), [step.content, step.kind]);
  return (
    <div class="step-detail">
      {parts.map((part, at) => (
        <PartView key={`${part.label}-${at}`} part={part} isBare={step.content.kind === 'prose'} />
      ))}
      {step.content.kind === 'tool' && step.content.result === null ? (
        <p class="muted">No result of this call is in the journal so far.</p>
      ) : null}
      {step.large.map((large) => (
        <LargeLine key={large.event.seq} large={large} />
      ))}
    </div>
  );
}
