const long = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'narrow' });

/** All times are of the reader's zone. */
export const fullTime = (ms: number): string => long.format(ms);

const steps = [
  [60_000, 1_000, 'second'],
  [3_600_000, 60_000, 'minute'],
  [86_400_000, 3_600_000, 'hour'],
  [7 * 86_400_000, 86_400_000, 'day'],
] as const;

/** `5m ago` within a week; then the day. */
export function ago(ms: number, nowMs: number): string {
  const past = Math.max(nowMs - ms, 0);
  const step = steps.find(([below]) => past < below);
  if (step !== undefined) return relative.format(-Math.floor(past / step[1]), step[2]);
  return new Date(ms).getFullYear() === new Date(nowMs).getFullYear()
    ? dayOfYear.format(ms)
    : dayAndYear.format(ms);
}
