const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The text in at most `most` characters as a reader counts them, with `…` where it was cut. */
export function cutGraphemes(text: string, most: number): string {
  if (text.length <= most) return text;
  let count = 0;
  for (const { index } of graphemes.segment(text)) {
    count += 1;
    // One is kept free for the ellipsis.
    if (count === most + 1) return `${text.slice(0, lastStart(text, index))}…`;
  }
  return text;
}

/** Markdown source in at most `most` UTF-16 units, cut at a line or a word where one is near. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const room = text.slice(0, startOfCharacter(text, most - 1));
  const line = room.lastIndexOf('\n');
  const word = room.lastIndexOf(' ');
  const end = line > most * 0.8 ? line : word > most * 0.8 ? word : room.length;
  return `${room.slice(0, end).trimEnd()}…`;
}

function lastStart(text: string, end: number): number {
  let start = 0;
  for (const { index } of graphemes.segment(text.slice(0, end))) start = index;
  return start;
}

/** The place of a cut, moved back to where what a reader counts as one character begins. */
function startOfCharacter(text: string, end: number): number {
  // One character of somebody who piles up accents may be as long as the text: nobody sees where such a one is cut.
  const from = Math.max(0, end - 100);
  const character = graphemes.segment(text.slice(from, end + 100)).containing(end - from);
  return character === undefined || character.index === 0 ? end : from + character.index;
}
