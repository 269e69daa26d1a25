/** Milliseconds since 1970; NaN for what is no time, also for a day that its month does not have, which JavaScript moves on. */
export function momentMs(text: string): number {
  const ms = Date.parse(text);
  const day = /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
  if (day === undefined || Number.isNaN(ms)) return ms;
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? ms : Number.NaN;
}
