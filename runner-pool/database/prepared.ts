import { hash } from 'node:crypto';
import type pg from 'pg';

/** Texts hold no values, so there are only as many as the code has. */
const names = new Map<string, string>();

/**
 * A statement that a connection parses and plans once: with row-level security that takes PostgreSQL longer than most statements take
 * themselves.
 */
export function prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
  let name = names.get(text);
  if (name === undefined) {
    name = hash('sha256', text, 'base64url');
    names.set(text, name);
  }
  return { name, text, values: [...values] };
}

/** A migration beside us changed what a prepared statement gives: another connection plans it anew. */
export function isOutdatedPlan(error: unknown): boolean {
  const { code, message = '' } = error as { readonly code?: string; readonly message?: string };
  return code === '0A000' && message.startsWith('cached plan must not change');
}
