import type { Paint } from './style.ts';

/** Text of one look; a line break in it is kept. */
export interface Span {
  readonly text: string;
  readonly paint: Paint;
}

export const plain: Paint = (text) => text;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /\p{Emoji_Presentation}|\uFE0F|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u;
const invisible = /^[\u200B-\u200D\u2060\uFEFF]+$/;

/** How many columns a text without escape sequences takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (!invisible.test(segment)) width += wide.test(segment) ? 2 : 1;
  }
  return width;
}

/** Breaks at spaces, and inside a word only where it is wider than a whole line. Returns painted lines. */
export function wrap(spans: readonly Span[], width: number): readonly string[] {
  const lines: string[] = [];
  let line: Span[] = [];
  let used = 0;
  const flush = (): void => {
    lines.push(paintLine(line));
    line = [];
    used = 0;
  };
  for (const word of words(spans)) {
    if (word.kind === 'break') {
      flush();
      continue;
    }
    for (const pieces of inPieces(word.spans, width)) {
      const size = widthOf(textOf(pieces));
      if (used > 0 && used + size > width) flush();
      line.push(...pieces);
      used += size;
    }
    if (used >= width) continue;
    if (word.space !== null) {
      line.push(word.space);
      used += 1;
    }
  }
  if (line.length > 0) flush();
  return lines;
}

/** Cuts a line of code into rows, at a space where there is one in the last third. */
export function chop(text: string, width: number): readonly string[] {
  const rows = [''];
  for (const { segment } of graphemes.segment(text.replaceAll('\t', '    '))) {
    const row = rows.at(-1) ?? '';
    if (widthOf(row + segment) <= width) {
      rows[rows.length - 1] = row + segment;
      continue;
    }
    const space = row.lastIndexOf(' ') + 1;
    const cut = space > (row.length * 2) / 3 ? space : row.length;
    rows[rows.length - 1] = row.slice(0, cut);
    rows.push(row.slice(cut) + segment);
  }
  return rows;
}

export const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

type Word =
  | { readonly kind: 'word'; readonly spans: readonly Span[]; readonly space: Span | null }
  | { readonly kind: 'break' };

/** Words may change their look in the middle; the space behind one keeps the look of its span. */
function words(spans: readonly Span[]): readonly Word[] {
  const found: Word[] = [];
  let current: Span[] = [];
  const end = (space: Span | null): void => {
    if (current.length > 0 || space !== null) found.push({ kind: 'word', spans: current, space });
    current = [];
  };
  for (const { text, paint } of spans) {
    for (const part of text.split(/(\n|[ \t\r]+)/)) {
      if (part === '\n') {
        end(null);
        found.push({ kind: 'break' });
      } else if (/^[ \t\r]+$/.test(part)) end({ text: ' ', paint });
      else if (part !== '') current.push({ text: part, paint });
    }
  }
  end(null);
  return found;
}

function inPieces(word: readonly Span[], width: number): readonly (readonly Span[])[] {
  if (widthOf(textOf(word)) <= width) return [word];
  return word.flatMap(({ text, paint }) => chop(text, width).map((piece) => [{ text: piece, paint }]));
}

const textOf = (spans: readonly Span[]): string => spans.map(({ text }) => text).join('');

/** Spaces at the end of a line would show where the look underlines or inverts. */
function paintLine(spans: readonly Span[]): string {
  const last = spans.findLastIndex(({ text }) => text.trim() !== '');
  const runs: Span[] = [];
  for (const { text, paint } of spans.slice(0, last + 1)) {
    const run = runs.at(-1);
    if (run?.paint === paint) runs[runs.length - 1] = { text: run.text + text, paint };
    else runs.push({ text, paint });
  }
  return runs.map(({ text, paint }) => paint(text)).join('');
}
