/** No run costs more: what claims to is wrong, and must not spoil the sums of its organization. A hundred thousand dollars. */
const mostMicroUsd = 100_000_000_000;

/** What a run says it spent, within reason. */
export function spendOf(saidMicroUsd: number): number {
  return Math.min(saidMicroUsd, mostMicroUsd);
}
