import { redactedJson } from '../../contract/redact/redacted-json.ts';

/** Redacted JSON text that PostgreSQL takes: it has no NUL and no half of a character. */
export function storableJson(value: unknown, redact: (text: string) => string): string {
  const storable = (text: string): string => redact(text).toWellFormed().replaceAll('\0', '\uFFFD');
  return redactedJson(value, storable) ?? 'null';
}
