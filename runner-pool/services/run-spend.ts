/** No run costs more: what claims to is wrong, and must not spoil the sums of its organization. A hundred thousand dollars. */
export const mostMicroUsd = 100_000_000_000;

/**
 * How far a run can go beyond its grant: by the call that was under way when the grant was spent. A prompt of a million tokens that goes into the
 * hour's cache and an answer of 128,000, at the dearest list price ($15 and $75 a million), cost $39.60. Beyond that it is a run's word alone.
 */
export const worstCallMicroUsd = 40_000_000;

/** What a run says it spent, within reason. */
export function spendOf(saidMicroUsd: number): number {
  return Math.min(saidMicroUsd, mostMicroUsd);
}
