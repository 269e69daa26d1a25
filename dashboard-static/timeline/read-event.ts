import type { HistoryEvent } from '../../contract/history.ts';
import { dataOf, draftOf } from './draft.ts';
import { readAction } from './read-action.ts';
import { readClaude } from './read-claude.ts';
import type { Piece } from './step.ts';

const read = new WeakMap<HistoryEvent, readonly Piece[]>();

/** What a line of the journal says, read once. Of what it does not know it makes a step that shows it as it is. */
export function readEvent(event: HistoryEvent): readonly Piece[] {
  const known = read.get(event);
  if (known !== undefined) return known;
  const data = dataOf(event);
  const pieces = readClaude(event, data) ?? readAction(event, data) ?? [unknownPiece(event, data)];
  read.set(event, pieces);
  return pieces;
}

const unknownPiece = (event: HistoryEvent, data: unknown): Piece => ({
  is: 'step',
  draft: draftOf(event, { kind: 'other', title: event.type, content: { kind: 'data', data } }),
});
