type Redact = (text: string) => string;

/**
 * The value as JSON, each string and key of it redacted by itself: in the text, an escape before a secret would hide where it
 * begins, and a replacement could take half an escape away. Undefined for what JSON has no word for.
 */
export function redactedJson(value: unknown, redact: Redact, indent = 0): string | undefined {
  return JSON.stringify(value, (_key, item: unknown) => redactedItem(item, redact), indent);
}

/** JSON text, redacted and still JSON; null for any other text. */
export function jsonRedacted(text: string, redact: Redact): string | null {
  try {
    const indent = /^\s*[[{]\n( +)/.exec(text)?.[1]?.length ?? 0;
    const json = redactedJson(JSON.parse(text), redact, indent) ?? null;
    return json === null ? null : json + (/\s*$/.exec(text)?.[0] ?? '');
  } catch {
    // Not JSON, or nested too deeply to be written again.
    return null;
  }
}

export const looksLikeJson = (text: string): boolean => /^\s*[[{"]/.test(text);

function redactedItem(item: unknown, redact: Redact): unknown {
  if (typeof item === 'string') return redact(item);
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  const keys = Object.keys(item);
  const shown = keys.map(redact);
  if (shown.every((key, at) => key === keys[at])) return item;
  const values = Object.values(item);
  return Object.fromEntries(shown.map((key, at) => [key, values[at]]));
}
