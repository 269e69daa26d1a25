/** Of what has no time that could be one. */
export const noMoment = new Date(0).toISOString();

/** A time as ISO 8601 in UTC with milliseconds; null where it is none after 1970. */
export function momentOf(text: string | null | undefined): string | null {
  const ms = Date.parse(text ?? '');
  return ms >= 0 && ms < Date.UTC(10_000, 0) ? new Date(ms).toISOString() : null;
}
