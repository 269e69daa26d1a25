import { Lexer, type Token } from 'marked';

const mostChars = 20_000;
/** A table has as many cells in each line as its second line says, also where there is nothing in them. */
const mostCells = 10_000;
/**
 * Signs times length, summed over all paragraphs: for each sign that may begin something the lexer looks through the paragraph for
 * its end. As much of the worst there is (`*a *a *a …`) takes some 100 ms.
 */
const mostWork = 2_000_000;

/** The tokens of a text; null for one that is too long, nested too deeply, or made so that reading it would take seconds. */
export function lexMarkdown(text: string): readonly Token[] | null {
  if (text.length > mostChars || nestsDeeply.test(text) || cellsOf(text) > mostCells) return null;
  try {
    const lexer = new Lexer({ gfm: true });
    const tokens = lexer.blockTokens(text.replaceAll(/\r\n?/g, '\n'), lexer.tokens);
    const work = lexer.inlineQueue.reduce((sum, { src }) => sum + signsIn(src) * src.length, 0);
    if (work > mostWork) return null;
    for (const { src, tokens: inside } of lexer.inlineQueue) lexer.inlineTokens(src, inside);
    return tokens;
  } catch {
    return null;
  }
}

/** Quotes and lists inside of each other, on one line or set in line by line. */
const nestsDeeply =
  /^(?:[ \t]*(?:>|(?:[*+-]|\d{1,9}[.)])[ \t])){13}|^(?: {80}|\t{20})[ \t]*(?:[>*+-]|\d{1,9}[.)]) /m;

const signsIn = (text: string): number => text.match(/[*_~`[\](<\\@]/g)?.length ?? 0;

/** At most so many. */
function cellsOf(text: string): number {
  const lines = text.split('\n');
  const heads = lines.filter((line) => line.includes('|') && /^[\s>|:-]+$/.test(line));
  const columns = heads.reduce((most, head) => Math.max(most, head.split('|').length), 0);
  return columns * lines.length;
}
