import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { countKinds } from '../../timeline/select-steps.ts';
import { type Step, type StepKind, stepKinds } from '../../timeline/step.ts';
import { compact } from '../format/figures.ts';

interface Props {
  readonly steps: readonly Step[];
  readonly chosen: ReadonlySet<StepKind>;
  readonly onChoose: (kinds: readonly StepKind[]) => void;
}

export const kindWords: Readonly<Record<StepKind, string>> = {
  text: 'Text',
  thinking: 'Thinking',
  tool: 'Tools',
  model: 'Model calls',
  action: 'Action',
  trouble: 'Trouble',
  other: 'Other',
  gap: 'Missing',
};

/** Kinds that there are; none chosen shows all. */
export function KindFilter({ steps, chosen, onChoose }: Props): VNode {
  const counts = useMemo(() => countKinds(steps), [steps]);
  const there = stepKinds.filter((kind) => kind !== 'gap' && (counts.has(kind) || chosen.has(kind)));
  const toggle = (kind: StepKind): void =>
    onChoose(chosen.has(kind) ? [...chosen].filter((one) => one !== kind) : [...chosen, kind]);
  return (
    <fieldset class="timeline-kinds">
      <legend class="unseen">Kinds of steps</legend>
      {there.map((kind) => (
        <button key={kind} type="button" aria-pressed={chosen.has(kind)} onClick={() => toggle(kind)}>
          {kindWords[kind]} <span class="muted">{compact(counts.get(kind) ?? 0)}</span>
        </button>
      ))}
      {chosen.size === 0 ? null : (
        <button type="button" onClick={() => onChoose([])}>
          All kinds
        </button>
      )}
    </fieldset>
  );
}
