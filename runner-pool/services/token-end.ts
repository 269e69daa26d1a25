import type { RunRow } from '../store/runs.ts';

/** After its report a run has lines left to send; what comes later is in its artifact. */
const afterReportSeconds = 15 * 60;
/** Whoever was only not heard of may come back. */
const afterLossSeconds = 24 * 3_600;

/** How much longer a run may be given tokens; null: as long as it is not over. 0: no longer. */
export function tokenSecondsLeft({
  state,
  hasReport,
  endedSeconds,
}: Pick<RunRow, 'state' | 'hasReport' | 'endedSeconds'>): number | null {
  if (state === 'requested' || state === 'running') return null;
  const life = hasReport ? afterReportSeconds : afterLossSeconds;
  return Math.max(0, Math.floor(life - (endedSeconds ?? 0)));
}
