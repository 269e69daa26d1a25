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
  const room = text.slice(0, wholeCharacters(text, most - 1));
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

/** Never between the two halves of a surrogate pair. */
function wholeCharacters(text: string, end: number): number {
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code <= 0xdbff ? end - 1 : end;
}
