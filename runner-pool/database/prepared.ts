import { hash } from 'node:crypto';
import type pg from 'pg';

/** Texts hold no values, so there are only as many as the code has; but for those that are put together of filters. */
const names = new Map<string, string>();
/** A plan takes PostgreSQL 100 KB a connection. */
const mostNames = 400;
/** Ends a text of which there are too many to keep a plan of each. */
export const unplanned = ' /* not prepared */';

/** A statement that a connection parses and plans once: behind row-level security that is a third of what an admission takes. */
export function prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= mostNames || text.endsWith(unplanned)) return { text, values: [...values] };
    name = hash('sha256', text, 'base64url');
    names.set(text, name);
  }
  return { name, text, values: [...values] };
}
