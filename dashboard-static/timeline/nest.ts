import type { Draft } from './step.ts';

export interface Nested {
  readonly draft: Draft;
  readonly depth: number;
  readonly inside: number;
}

/** Subagents' steps after the call that started them, the rest as it was; a call is only the parent of what came after it. */
export function nest(drafts: readonly Draft[]): readonly Nested[] {
  const calls = new Map<string, Draft>();
  const children = new Map<Draft, Draft[]>();
  const top: Draft[] = [];
  for (const draft of drafts) {
    const parent = draft.parent === null ? undefined : calls.get(draft.parent);
    if (parent === undefined) top.push(draft);
    else (children.get(parent) ?? started(children, parent)).push(draft);
    if (draft.content.kind === 'tool' && draft.content.id !== '') calls.set(draft.content.id, draft);
  }
  return flatten(top, children);
}

/** Without recursion: how deep it goes is a stranger's choice. */
function flatten(top: readonly Draft[], children: ReadonlyMap<Draft, readonly Draft[]>): readonly Nested[] {
  const rows: { draft: Draft; depth: number; inside: number }[] = [];
  const open: { row: { inside: number }; at: number }[] = [];
  const waiting = top.map((draft) => ({ draft, depth: 0 })).reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { draft, depth } = next;
    while (open.length > depth) close(open, rows.length);
    const row = { draft, depth, inside: 0 };
    open.push({ row, at: rows.length });
    rows.push(row);
    for (const child of (children.get(draft) ?? []).toReversed())
      waiting.push({ draft: child, depth: depth + 1 });
  }
  while (open.length > 0) close(open, rows.length);
  return rows;
}

function close(open: { row: { inside: number }; at: number }[], end: number): void {
  const last = open.pop();
  if (last !== undefined) last.row.inside = end - last.at - 1;
}

function started(children: Map<Draft, Draft[]>, parent: Draft): Draft[] {
  const own: Draft[] = [];
  children.set(parent, own);
  return own;
}
