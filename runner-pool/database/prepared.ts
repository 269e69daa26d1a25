import { hash } from 'node:crypto';
import type pg from 'pg';

/** Texts hold no values, so there are only as many as the code has; but for those that are put together of filters. */
const names = new Map<string, string>();
/** A plan takes PostgreSQL 100 KB a connection. */
const mostNames = 400;
/** Ends a text of which there are too many to keep a plan of each. */
export const unplanned = ' /* not prepared */';

/**
 * A statement that a connection parses and plans once: with row-level security that takes PostgreSQL longer than most statements take
 * themselves.
 */
export function prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= mostNames || text.endsWith(unplanned)) return { text, values: [...values] };
    name = hash('sha256', text, 'base64url');
    names.set(text, name);
  }
  return { name, text, values: [...values] };
}

/** A migration beside us changed what a prepared statement gives: another connection plans it anew. */
export function isOutdatedPlan(error: unknown): boolean {
  const { code, message = '' } = error as { readonly code?: string; readonly message?: string };
  // Or whatever stands between us and PostgreSQL gave us another session.
  return (code === '0A000' && message.startsWith('cached plan must not change')) || code === '26000';
}
