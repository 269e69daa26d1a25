import type { Step, StepKind } from './step.ts';

export interface Selection {
  /** None: all. */
  readonly kinds: ReadonlySet<StepKind>;
  /** Lines after this one have not happened yet. */
  readonly untilSeq: number;
  /** Calls whose inside is folded away. */
  readonly folded: ReadonlySet<string>;
}

/** The steps that are to be seen. What is missing is always said, and what went wrong is `trouble`, whatever its kind. */
export function selectSteps(steps: readonly Step[], { kinds, untilSeq, folded }: Selection): readonly Step[] {
  const shown: Step[] = [];
  let skipBelow = Number.POSITIVE_INFINITY;
  for (const step of steps) {
    if (step.depth > skipBelow) continue;
    skipBelow = folded.has(step.key) ? step.depth : Number.POSITIVE_INFINITY;
    const isKind =
      kinds.size === 0 ||
      step.kind === 'gap' ||
      kinds.has(step.kind) ||
      (step.isTrouble && kinds.has('trouble'));
    if (isKind && step.seq <= untilSeq) shown.push(step);
  }
  return shown;
}

/** How many steps there are of each kind. */
export function countKinds(steps: readonly Step[]): ReadonlyMap<StepKind, number> {
  const counts = new Map<StepKind, number>();
  const add = (kind: StepKind): unknown => counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const { kind, isTrouble } of steps) {
    add(kind);
    if (isTrouble && kind !== 'trouble') add('trouble');
  }
  return counts;
}

/** The calls around a step that are folded away, so that it can be shown. */
export function foldedAround(
  steps: readonly Step[],
  key: string,
  folded: ReadonlySet<string>,
): readonly string[] {
  const at = steps.findIndex((step) => step.key === key);
  let depth = steps[at]?.depth ?? 0;
  const around: string[] = [];
  for (const step of steps.slice(0, Math.max(at, 0)).reverse()) {
    if (depth === 0) break;
    if (step.depth >= depth) continue;
    depth = step.depth;
    if (folded.has(step.key)) around.push(step.key);
  }
  return around;
}
