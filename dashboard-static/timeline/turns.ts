import type { Nested } from './nest.ts';
import type { Draft, Step } from './step.ts';

/** Turns are the main conversation's messages; calls of one message were made at once. */
export function countTurns(rows: readonly Nested[], drafts: readonly Draft[]): readonly Step[] {
  const turns = new Map<string, number>();
  const calls = new Map<string, number>();
  for (const { message, parent, content } of drafts) {
    if (message === null) continue;
    if (parent === null && !turns.has(message)) turns.set(message, turns.size + 1);
    if (content.kind === 'tool') calls.set(message, (calls.get(message) ?? 0) + 1);
  }
  const places = new Map<string, number>();
  let turn = 0;
  return rows.map(({ draft, depth, inside }) => {
    const own = draft.message === null || draft.parent !== null ? turn : (turns.get(draft.message) ?? turn);
    const startsTurn = own > turn;
    turn = Math.max(turn, own);
    return { ...draft, depth, inside, turn: own, startsTurn, parallel: parallelOf(draft, calls, places) };
  });
}

function parallelOf(
  { message, content }: Draft,
  calls: ReadonlyMap<string, number>,
  places: Map<string, number>,
): Step['parallel'] {
  const of = message === null || content.kind !== 'tool' ? 0 : (calls.get(message) ?? 0);
  if (message === null || of < 2) return null;
  const place = (places.get(message) ?? 0) + 1;
  places.set(message, place);
  return { place, of };
}
