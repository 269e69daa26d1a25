import { Value } from 'typebox/value';
import { Review } from '../../contract/review.ts';

export type ReviewAnswer =
  | { readonly kind: 'review'; readonly review: Review }
  | { readonly kind: 'invalid'; readonly problem: string };

/** Checks Claude's structured output against the contract. The problem names the first faults, for Claude and for the reader. */
export function readReview(structured: unknown): ReviewAnswer {
  if (structured === undefined || structured === null)
    return { kind: 'invalid', problem: 'it has no structured output' };
  if (!Value.Check(Review, structured)) {
    const errors = [...Value.Errors(Review, structured)].slice(0, 5);
    const problem = errors
      .map(({ instancePath, message }) => `${instancePath || 'the answer'} ${message}`)
      .join('; ');
    return { kind: 'invalid', problem };
  }
  const turned = structured.findings.find(
    ({ startLine, line }) => startLine !== undefined && startLine > line,
  );
  if (turned !== undefined) {
    return {
      kind: 'invalid',
      problem: `a finding in ${turned.path} starts at line ${turned.startLine}, after its end ${turned.line}`,
    };
  }
  return { kind: 'review', review: structured };
}
