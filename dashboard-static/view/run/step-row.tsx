import type { VNode } from 'preact';
import { offset } from '../../timeline/offset.ts';
import type { Step } from '../../timeline/step.ts';
import { plural } from '../format/figures.ts';
import { CopyLink } from './copy-link.tsx';
import { useRun } from './run-context.ts';
import { StepDetail } from './step-detail.tsx';
import { StepIcon } from './step-icon.tsx';
import { StepMeta } from './step-meta.tsx';
import { StrangerText } from './stranger-text.tsx';
import { useParams } from './use-params.ts';
import type { StepView } from './use-step-view.ts';

interface Props {
  readonly step: Step;
  readonly view: StepView;
}

interface RowProps extends Props {
  /** It came just now, in a replay. */
  readonly isNew: boolean;
}

/** Levels that are set in; deeper ones stay at the last. */
const mostDepth = 6;

/** A step on one line, and all of it where it is open. */
export function StepRow({ step, view, isNew }: RowProps): VNode {
  const isCurrent = view.current?.key === step.key;
  const isOpen = view.isOpen(step);
  const marks = [
    isCurrent ? ' is-current' : '',
    step.parallel === null ? '' : ' is-parallel',
    step.depth === 0 ? '' : ' is-inside',
    isNew ? ' is-new' : '',
  ];
  return (
    <div
      class={`step step-${step.kind}${marks.join('')}`}
      style={{ '--depth': Math.min(step.depth, mostDepth) }}
    >
      {step.startsTurn ? <p class="step-turn">Turn {step.turn}</p> : null}
      {step.kind === 'gap' ? (
        <p class="step-missing">
          <StepIcon step={step} /> {step.title}
        </p>
      ) : (
        <StepLine step={step} view={view} isOpen={isOpen} />
      )}
      {step.inside === 0 ? null : <Fold step={step} view={view} />}
      {isOpen && step.kind !== 'gap' ? <StepDetail step={step} /> : null}
    </div>
  );
}

function StepLine({ step, view, isOpen }: Props & { readonly isOpen: boolean }): VNode {
  const { startedAtMs } = useRun();
  const href = useParams().href({ step: step.key });
  return (
    <div class="step-line">
      <button type="button" class="step-head" aria-expanded={isOpen} onClick={() => view.toggleOpen(step)}>
        <span class="step-offset">{offset(step.atMs - startedAtMs)}</span>
        <StepIcon step={step} />
        <span class="step-title">
          <StrangerText text={step.title} />
        </span>
        <span class="step-argument">
          {isOpen && step.content.kind === 'prose' ? null : <StrangerText text={step.argument} />}
        </span>
        <StepMeta step={step} />
      </button>
      <a class="step-link" href={href} aria-label={`Link to step ${step.key}`}>
        #{step.key}
      </a>
      <CopyLink href={href} name={`step ${step.key}`} />
    </div>
  );
}

function Fold({ step, view }: Props): VNode {
  const isFolded = view.folded.has(step.key);
  return (
    <button
      type="button"
      class="step-fold"
      aria-expanded={!isFolded}
      onClick={() => view.toggleFold(step.key)}
    >
      <span aria-hidden="true">{isFolded ? '▸' : '▾'}</span> {plural(step.inside, 'step')} inside
    </button>
  );
}
