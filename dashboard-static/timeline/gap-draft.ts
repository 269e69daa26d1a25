import type { Gap } from './gaps.ts';
import type { Draft } from './step.ts';

/** What is not there has its place among the steps. */
export function gapDraft({ firstSeq, lastSeq, why }: Gap): Draft {
  const lines = firstSeq === lastSeq ? `Line ${firstSeq}` : `Lines ${firstSeq}–${lastSeq}`;
  const verb = firstSeq === lastSeq ? 'is' : 'are';
  return {
    key: `gap-${firstSeq}`,
    seq: firstSeq,
    kind: 'gap',
    title: why === 'missing' ? `${lines} of the journal ${verb} missing` : `${lines} could not be loaded`,
    argument: '',
    atMs: Number.NaN,
    durationMs: null,
    costMicroUsd: null,
    isTrouble: false,
    content: { kind: 'gap', lastSeq, why },
    message: null,
    parent: null,
    large: [],
  };
}
