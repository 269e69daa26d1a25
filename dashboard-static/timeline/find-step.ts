import type { Step } from './step.ts';

/** The step that an address means: by its key, by its line of the journal, or by the line of its result. */
export function findStep(steps: readonly Step[], asked: string): Step | undefined {
  if (asked === '') return undefined;
  const seq = Number(asked);
  return (
    steps.find(({ key }) => key === asked) ??
    steps.find((step) => step.seq === seq) ??
    steps.find(({ content }) => content.kind === 'tool' && content.result?.seq === seq) ??
    steps.find(({ content, seq: first }) => content.kind === 'gap' && first <= seq && seq <= content.lastSeq)
  );
}
