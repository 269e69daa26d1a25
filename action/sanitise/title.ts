import { applyEdits } from './edit.ts';
import { encodedEdits } from './encoded-edits.ts';
import { addRemoved, countRemoved } from './removed.ts';
import { type Sanitised, sanitiseLine } from './text.ts';

/**
 * A title on one line, without comments. GitHub shows titles as they are typed, so other HTML in one is a word like
 * `List<String>`; a comment is none. Takes time by the square of the length: cut it first.
 */
export function sanitiseTitle(text: string): Sanitised {
  let { text: current, removed } = sanitiseLine(text);
  for (;;) {
    const whole = { start: 0, end: current.length };
    const edited = applyEdits(current, encodedEdits(current, { texts: [whole], end: whole.end }));
    if (edited.kinds.length === 0) return { text: current, removed };
    const line = sanitiseLine(edited.text);
    removed = addRemoved(removed, countRemoved(edited.kinds), line.removed);
    current = line.text;
  }
}
