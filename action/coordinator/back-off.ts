export interface Setback {
  /** How often in a row it failed, this time included. */
  readonly failures: number;
  readonly capMs: number;
  /** What the coordinator itself asked for; null where it did not. */
  readonly retryAfterMs: number | null;
  /** From 0 to 1. */
  readonly random: number;
}

const baseMs = 500;
/** A coordinator may ask for patience, but not for the rest of the run. */
const mostAskedMs = 120_000;

/** How long to wait before the next try: full jitter, so that runs which lost one coordinator do not come back to it together. */
export function backOffMs({ failures, capMs, retryAfterMs, random }: Setback): number {
  const window = Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, 20));
  return Math.round(Math.max(window * random, Math.min(retryAfterMs ?? 0, mostAskedMs)));
}
