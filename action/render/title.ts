import { codeHtml, inlineCode } from './code.ts';
import { cutGraphemes } from './cut.ts';
import { neutralise, visibleText } from './neutral.ts';

const LONGEST_TITLE = 200;

/** One line of somebody's text, without markup of its own: as a title, in a heading, a link or a table cell. */
export function titleMarkdown(text: string, most = LONGEST_TITLE): string {
  const safe = written(text, most, { code: inlineCode, plain: plainMarkdown });
  return safe.replace(/^(\d+)([.)]\s)/, '$1\\$2').replace(/^(?:#{1,6}|[-+]|=+|-+)(?=\s|$)/, '\\$&');
}

/** The same inside an HTML tag, where markdown is not read. */
export function titleHtml(text: string, most = LONGEST_TITLE): string {
  return written(text, most, { code: codeHtml, plain: plainHtml });
}

/** The bare text: one line, no control characters, cut. */
export function titleText(text: string, most = LONGEST_TITLE): string {
  const line = visibleText(text).replace(/\s+/g, ' ').trim();
  return line === '' ? '(empty)' : cutGraphemes(line, most);
}

interface Writing {
  readonly code: (text: string) => string;
  readonly plain: (text: string) => string;
}

/** Titles name code in backticks; what is in balanced ones stays code. */
function written(text: string, most: number, writing: Writing): string {
  return titleText(text, most)
    .split(/(`[^`]+`)/)
    .map((piece) => (/^`[^`]+`$/.test(piece) ? writing.code(piece.slice(1, -1)) : writing.plain(piece)))
    .join('');
}

function plainMarkdown(text: string): string {
  return (
    neutralise(text)
      // Brackets and pipes as entities: inside links and tables not every reader of markdown honours a backslash.
      .replace(/[&<>[\]|]/g, (mark) => `&#${mark.charCodeAt(0)};`)
      .replace(/[\\`*_~$]/g, '\\$&')
  );
}

function plainHtml(text: string): string {
  return neutralise(text).replace(/[&<>"'`*_[\]|~\\$]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
