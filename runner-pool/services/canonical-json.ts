import { createHash } from 'node:crypto';

/** SHA-256 of a value of JSON, whatever the order of its members. */
export function hashOfJson(value: unknown): Buffer {
  const ordered = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
  return createHash('sha256').update(ordered).digest();
}
