import { inlineCode } from './code.ts';
import { cutGraphemes } from './cut.ts';
import { neutralise, visibleText } from './neutral.ts';

const LONGEST_TITLE = 200;

/** One line of somebody's text, without markup of its own: as a title, in a heading, a link or a table cell. */
export function titleMarkdown(text: string, most = LONGEST_TITLE): string {
  return inPieces(text, most, (plain) =>
    neutralise(breakAutolinks(plain)).replace(/[\\`*_{}[\]()<>#+\-.!|~&$^=:]/g, (mark, index: number) =>
      needsEscape(mark, plain, index) ? `\\${mark}` : mark,
    ),
  );
}

/** The same inside an HTML tag, where markdown is not read. */
export function titleHtml(text: string, most = LONGEST_TITLE): string {
  return inPieces(text, most, (plain) =>
    neutralise(breakAutolinks(plain)).replace(/[&<>"'`*_[\]|~\\]/g, (mark) => `&#${mark.charCodeAt(0)};`),
  );
}

/** The bare text: one line, no control characters, cut. */
export function titleText(text: string, most = LONGEST_TITLE): string {
  const line = visibleText(text).replace(/\s+/g, ' ').trim();
  // Hundreds of accents on one letter would climb over the lines above.
  return cutGraphemes(line.replace(/(\p{M}{4})\p{M}+/gu, '$1'), most);
}

/** Titles name code in backticks; what is in balanced ones stays code. */
function inPieces(text: string, most: number, toSafe: (plain: string) => string): string {
  return titleText(text, most)
    .split(/(`[^`]+`)/)
    .map((piece) => (/^`[^`]+`$/.test(piece) ? inlineCode(piece.slice(1, -1)) : toSafe(piece)))
    .join('');
}

/** GitHub links bare addresses, also inside the text of another link. */
function breakAutolinks(text: string): string {
  return text.replace(/:\/\//g, ':\u200b//').replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}\u200b.`);
}

/** Dots, dashes and brackets are harmless inside a sentence and ugly escaped when read as plain text in a mail. */
function needsEscape(mark: string, text: string, index: number): boolean {
  if (/[\\`*_[\]<>|~&$]/.test(mark)) return true;
  return index < 4 && /[#+\-.()=:]/.test(mark) && /^[\s\d]*$/.test(text.slice(0, index));
}
