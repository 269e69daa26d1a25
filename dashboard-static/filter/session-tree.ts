import { type RunTable, textAt } from '../load/run-table.ts';

/** A session among the branches of its family. */
export interface SessionNode {
  readonly id: string;
  /** Empty: it is the trunk. */
  readonly parent: string;
  readonly depth: number;
  /** Its runs in the order of their start; none where the history does not reach back to them. */
  readonly rows: readonly number[];
}

/**
 * The session with all that it was branched from and all branches of those: each parent before its branches, which are in the order of
 * their first run. Ends where a damaged history goes round in a circle.
 */
export function sessionTree(table: RunTable, id: string): readonly SessionNode[] {
  const rows = Map.groupBy(inOrder(table), (row) => textAt(table, 'session', row));
  const parents = parentsOf(table, rows);
  const branches = Map.groupBy(parents.keys(), (one) => parents.get(one) ?? '');
  const nodes = new Map<string, SessionNode>();
  const next = [{ id: rootOf(parents, id), depth: 0 }];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    if (nodes.has(one.id)) continue;
    const parent = one.depth === 0 ? '' : (parents.get(one.id) ?? '');
    nodes.set(one.id, { ...one, parent, rows: rows.get(one.id) ?? [] });
    const depth = one.depth + 1;
    next.push(...(branches.get(one.id) ?? []).map((branch) => ({ id: branch, depth })).reverse());
  }
  return [...nodes.values()];
}

/** Runs of one session, in the order of their start. */
export const rowsOfSession = (table: RunTable, id: string): readonly number[] =>
  inOrder(table).filter((row) => textAt(table, 'session', row) === id);

function inOrder(table: RunTable): readonly number[] {
  const { startedAtMs } = table.numbers;
  return Array.from({ length: table.rows }, (_, row) => row).sort(
    (a, b) => (startedAtMs[a] ?? 0) - (startedAtMs[b] ?? 0) || a - b,
  );
}

/** Of each session the one that it was branched from, in the order of their first run. */
function parentsOf(
  table: RunTable,
  rows: ReadonlyMap<string, readonly number[]>,
): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  for (const [session, of] of rows) {
    if (session === '') continue;
    const parent = of.map((row) => textAt(table, 'parentSession', row)).find((one) => one !== '');
    parents.set(session, parent ?? '');
  }
  return parents;
}

function rootOf(parents: ReadonlyMap<string, string>, id: string): string {
  const seen = new Set([id]);
  let root = id;
  for (;;) {
    const parent = parents.get(root) ?? '';
    if (parent === '' || seen.has(parent)) return root;
    seen.add(parent);
    root = parent;
  }
}
