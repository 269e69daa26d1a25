import { rowsOfSession } from '../../filter/session-tree.ts';
import type { RunTable } from '../../load/run-table.ts';
import { hrefOf } from '../shell/navigation.ts';

/** What the address names as one side. */
export interface Chosen {
  readonly kind: 'run' | 'session';
  readonly id: string;
  /** Its runs in their order; of a session at most the latest. */
  readonly ids: readonly string[];
  /** Earlier runs of the session that are left out. */
  readonly leftOut: number;
}

const mostRuns = 20;
const sessionMark = 'session:';

/** `a=<run>` or `a=session:<session>`; null: nothing is chosen, or what is has no run. */
export function chosenOf(table: RunTable, name: string): Chosen | null {
  if (name === '') return null;
  if (!name.startsWith(sessionMark)) return { kind: 'run', id: name, ids: [name], leftOut: 0 };
  const id = name.slice(sessionMark.length);
  const ids = rowsOfSession(table, id).map((row) => table.id[row] ?? '');
  if (ids.length === 0) return null;
  return { kind: 'session', id, ids: ids.slice(-mostRuns), leftOut: Math.max(0, ids.length - mostRuns) };
}

/** How the address names a session. */
export const sessionSide = (id: string): string => `${sessionMark}${id}`;

/** The address of a comparison; without b it asks for it. */
export const compareHref = (a: string, b = ''): string =>
  hrefOf({ view: 'compare', id: '', params: new URLSearchParams(b === '' ? { a } : { a, b }) });
