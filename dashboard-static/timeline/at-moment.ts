import type { Step } from './step.ts';

/** A step as it stood when this line was written: a call whose result came later has none yet. */
export function atMoment(step: Step, untilSeq: number): Step {
  const { content } = step;
  if (content.kind !== 'tool' || content.result === null || content.result.seq <= untilSeq) return step;
  return { ...step, durationMs: null, isTrouble: false, content: { ...content, result: null } };
}
