/** The value as JSON for reading; one nested too deeply to be written is said to be so. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value, null, 2) ?? 'undefined';
  } catch {
    return 'This is nested too deeply to be shown.';
  }
}

/** The text, set as JSON where it is JSON of an object or a list; else null. */
export function prettyJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return jsonText(JSON.parse(text));
  } catch {
    return null;
  }
}
