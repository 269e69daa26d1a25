import { useEffect, useMemo, useState } from 'preact/hooks';
import { findStep } from '../../timeline/find-step.ts';
import { foldedAround, selectSteps } from '../../timeline/select-steps.ts';
import { type Step, type StepKind, stepKinds } from '../../timeline/step.ts';
import { useParams } from './use-params.ts';

export interface StepView {
  readonly steps: readonly Step[];
  /** In the order of the list. */
  readonly shown: readonly Step[];
  /** Those that are folded away besides. */
  readonly reachable: readonly Step[];
  readonly kinds: ReadonlySet<StepKind>;
  readonly choose: (kinds: readonly StepKind[]) => void;
  /** The step that the address names. */
  readonly current: Step | undefined;
  readonly goTo: (key: string) => void;
  readonly isOpen: (step: Step) => boolean;
  readonly toggleOpen: (step: Step) => void;
  readonly folded: ReadonlySet<string>;
  readonly toggleFold: (key: string) => void;
}

interface Given {
  readonly steps: readonly Step[];
  readonly untilSeq: number;
}

const none: ReadonlySet<string> = new Set();

/** Which steps are seen, which of them are open, and which one is looked at. */
export function useStepView({ steps, untilSeq }: Given): StepView {
  const params = useParams();
  const [toggled, setToggled] = useState(none);
  const [folded, setFolded] = useState(none);
  const kindNames = params.all('kind').join(' ');
  const kinds = useMemo(
    () => new Set(stepKinds.filter((kind) => kindNames.split(' ').includes(kind))),
    [kindNames],
  );
  const reachable = useMemo(
    () => selectSteps(steps, { kinds, untilSeq, folded: none }),
    [steps, kinds, untilSeq],
  );
  const shown = useMemo(
    () => (folded.size === 0 ? reachable : selectSteps(steps, { kinds, untilSeq, folded })),
    [steps, kinds, untilSeq, folded, reachable],
  );
  const asked = params.text('step');
  const current = useMemo(() => findStep(steps, asked), [steps, asked]);
  const key = current?.key;
  const isShown = current === undefined || shown.includes(current);
  // What somebody was sent to is shown, folded away or not, of a chosen kind or not.
  useEffect(() => {
    if (key === undefined) return;
    setToggled((before) => (isOpenAtFirst(current) ? without(before, key) : with_(before, key)));
    const around = foldedAround(steps, key, folded);
    if (around.length > 0) setFolded((before) => new Set([...before].filter((one) => !around.includes(one))));
    else if (!isShown && kinds.size > 0) params.set({ kind: '' });
  }, [key]);
  return {
    ...{ steps, shown, reachable, kinds, current, folded },
    choose: (chosen) => params.set({ kind: chosen }),
    goTo: (to) => params.set({ step: to }),
    isOpen: (step) => toggled.has(step.key) !== isOpenAtFirst(step),
    toggleOpen: (step) => setToggled((before) => flipped(before, step.key)),
    toggleFold: (one) => setFolded((before) => flipped(before, one)),
  };
}

/** What Claude says is what most readers come for. */
const isOpenAtFirst = (step: Step | undefined): boolean => step?.kind === 'text' && step.depth === 0;

const with_ = (set: ReadonlySet<string>, key: string): ReadonlySet<string> => new Set([...set, key]);
const without = (set: ReadonlySet<string>, key: string): ReadonlySet<string> =>
  new Set([...set].filter((one) => one !== key));
const flipped = (set: ReadonlySet<string>, key: string): ReadonlySet<string> =>
  set.has(key) ? without(set, key) : with_(set, key);
