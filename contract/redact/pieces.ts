/** How many characters may stand between two pieces of a secret: the end of a line, as it is or escaped, an indentation, marks. */
export const mostGapChars = 24;

/** Fewer than this after a gap may be a word that happens to be alike. */
const pieceChars = 6;

/** How far from the end of a piece the next one is looked for. */
export const mostLookedAtChars = mostGapChars + pieceChars;

/** What code, lists, tables and diffs put between the pieces of a text: `"…" + "…"`, `'…', '…'`, `- …`, `| …`, `> …`. */
const separators = new Set([...' \t\r\n"\'`+,\\.-*|>&;()[]'].map((one) => one.charCodeAt(0)));

export const isSeparator = (text: string, at: number): boolean => separators.has(text.charCodeAt(at));

/** Where behind a gap the text goes on with what is left of a secret; the place itself where it does not. */
export function pieceAfter(text: string, at: number, rest: Uint16Array): number {
  const chars = Math.min(pieceChars, rest.length);
  for (let start = at; start < at + mostGapChars && isSeparator(text, start); ) {
    start += 1;
    if (isPiece(text, start, rest.subarray(0, chars)) && isEnough(text.slice(at, start), chars)) return start;
  }
  return at;
}

/** The same before a gap: where the piece ends. */
export function pieceBefore(text: string, at: number, rest: Uint16Array): number {
  const chars = Math.min(pieceChars, rest.length);
  const last = rest.subarray(rest.length - chars);
  for (let end = at; end > 0 && end > at - mostGapChars && isSeparator(text, end - 1); ) {
    end -= 1;
    if (end >= chars && isPiece(text, end - chars, last) && isEnough(text.slice(end, at), chars)) return end;
  }
  return at;
}

/** Whether the text goes on at a place with what is left of a secret, for as long as a piece is. */
export const goesOn = (text: string, at: number, rest: Uint16Array): boolean =>
  isPiece(text, at, rest.subarray(0, pieceChars));

/** Whether the text before a place ends with what is left of a secret. */
export function cameFrom(text: string, at: number, rest: Uint16Array): boolean {
  const chars = Math.min(pieceChars, rest.length);
  return at >= chars && isPiece(text, at - chars, rest.subarray(rest.length - chars));
}

function isPiece(text: string, start: number, piece: Uint16Array): boolean {
  return piece.every((code, index) => text.charCodeAt(start + index) === code);
}

/** What is shorter than a piece ends the secret, and counts as its end only where quotes say that texts are put together. */
const isEnough = (gap: string, chars: number): boolean => chars === pieceChars || /["'`]/.test(gap);
