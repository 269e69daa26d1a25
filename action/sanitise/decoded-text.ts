import { parseFragment } from 'parse5';

/** A part of a text as a reader sees it: character references and backslash escapes stand for one character each. */
export interface DecodedText {
  readonly text: string;
  /** For each UTF-16 unit of `text`, where it begins and ends in the source. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** `markdown`: a backslash before punctuation is an escape; in HTML it is a backslash. */
export function decodeText(
  source: string,
  ranges: readonly SourceRange[],
  syntax: 'markdown' | 'html',
): DecodedText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const range of ranges) {
    let at = range.start;
    while (at < range.end) {
      const { meant, length } = readOne(source, at, syntax);
      for (let unit = 0; unit < meant.length; unit += 1) {
        starts.push(at);
        ends.push(Math.min(at + length, range.end));
      }
      text += meant;
      at += length;
    }
  }
  return { text, starts, ends };
}

function readOne(
  source: string,
  at: number,
  syntax: 'markdown' | 'html',
): { readonly meant: string; readonly length: number } {
  const character = source.charAt(at);
  if (character === '\\' && syntax === 'markdown' && /[!-/:-@[-`{-~]/.test(source.charAt(at + 1)))
    return { meant: source.charAt(at + 1), length: 2 };
  if (character === '&') {
    reference.lastIndex = at;
    const written = reference.exec(source)?.[0];
    const meant = written === undefined ? null : decodeReference(written);
    if (written !== undefined && meant !== null) return { meant, length: written.length };
  }
  return { meant: character, length: 1 };
}

const reference = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/iy;

function decodeReference(written: string): string | null {
  const node = parseFragment(written).childNodes[0];
  return node !== undefined && 'value' in node && node.value !== written ? node.value : null;
}
