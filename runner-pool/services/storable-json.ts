import type { Redactor } from '../../contract/redact/redactor.ts';
import { createBreather } from './breather.ts';

/** Redacted JSON text that PostgreSQL takes: it has no NUL and no half of a character. */
export async function storableJson(value: unknown, redact: Pick<Redactor, 'json'>): Promise<string> {
  const text = (await redact.json(value, createBreather())) ?? 'null';
  return JSON.stringify(JSON.parse(text), (_key, item: unknown) =>
    typeof item === 'string' ? item.toWellFormed().replaceAll('\0', '\uFFFD') : item,
  );
}
