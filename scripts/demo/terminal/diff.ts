import { type DiffLine, type FileView, lineOn, linesOf, type Remark } from '../pull-request-view.ts';
import type { Style } from './style.ts';
import { chop } from './text.ts';

const contextLines = 3;

/** The lines of the diff that lead up to a remark and those it is about, with their numbers. */
export function drawPlace(remark: Remark, file: FileView, style: Style): readonly string[] {
  const hunk = file.hunks.find((lines) => lines.some((line) => lineOn(remark.side, line) === remark.line));
  if (hunk === undefined) return [];
  const end = hunk.findIndex((line) => lineOn(remark.side, line) === remark.line);
  const start = hunk.findIndex((line) => lineOn(remark.side, line) === remark.startLine);
  const first = Math.max(0, (start === -1 ? end : start) - contextLines);
  return hunk.slice(first, end + 1).flatMap((line) => drawLine(line, style, style.width));
}

/** What a suggestion takes away and what it puts there instead. */
export function drawSuggestion(
  code: string,
  remark: Remark,
  file: FileView,
  options: { readonly style: Style; readonly width: number },
): readonly string[] {
  const { style, width } = options;
  const side = (mark: string, text: string, paint: (text: string) => string): readonly string[] =>
    chop(text, width - 4).map((row, index) => paint(`${index === 0 ? mark : ' '} ${row}`));
  return [
    style.dim('Suggested change'),
    ...linesOf(remark, file).flatMap(({ text }) => side('-', text, style.red)),
    ...code.split('\n').flatMap((text) => side('+', text, style.green)),
  ];
}

function drawLine(line: DiffLine, style: Style, width: number): readonly string[] {
  const number = String(line.newLine ?? line.oldLine ?? '').padStart(5);
  const mark = { added: '+', removed: '-', context: ' ' }[line.kind];
  const paint = { added: style.green, removed: style.red, context: style.dim }[line.kind];
  return chop(line.text, width - 9).map((row, index) =>
    index === 0
      ? `${style.dim(number)} ${paint(`${mark} ${row}`.trimEnd())}`
      : `${' '.repeat(5)} ${paint(`  ${row}`)}`,
  );
}
