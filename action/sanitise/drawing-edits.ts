import type { Code } from 'mdast';
import type { SourceRange } from './decoded-text.ts';
import type { Edit } from './edit.ts';
import { rangeOf } from './markdown-tree.ts';

/** Code that GitHub draws, and what of it is in no drawing. */
export function drawingEdits(source: string, fences: readonly Code[]): readonly Edit[] {
  return fences.flatMap((code): readonly Edit[] => {
    const range = rangeOf(code);
    switch (code.lang?.toLowerCase()) {
      case 'math':
        return hidesInFormula(code.value) ? [{ ...range, text: '[formula]', kind: 'formula' }] : [];
      // Maps and models show places and shapes, and none of the words beside them.
      case 'geojson':
      case 'topojson':
      case 'stl':
        return [{ ...range, text: '[drawing]', kind: 'drawing' }];
      case 'mermaid':
        return diagramEdits(source, range);
      default:
        return [];
    }
  });
}

/** Comments, what is only for screen readers, and addresses and hints of what can be clicked. */
const unshownLine = new RegExp(
  [
    '%%.*$',
    // Never past the end of the block: without its fence all that follows would be code.
    '^[ \\t>]*acc(?:Title|Descr)\\b(?:[ \\t]*\\{[^}]*\\}|.*$)',
    '^[ \\t>]*click[ \\t].*$',
  ].join('|'),
  'gim',
);

function diagramEdits(source: string, { start, end }: SourceRange): readonly Edit[] {
  return [...source.slice(start, end).matchAll(unshownLine)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
    text: '',
    kind: 'drawing',
  }));
}

/** Formulas between dollars: those with something in them that hides. Codes are the ranges of code of the text. */
export function formulaEdits(source: string, codes: readonly SourceRange[]): readonly Edit[] {
  const quoted = codes
    .filter(({ start, end }) => source.charAt(start - 1) === '$' && source.charAt(end) === '$')
    .filter(({ start, end }) => hidesInFormula(source.slice(start, end)))
    .map(({ start, end }) => formula(start - 1, end + 1));
  const plain = withoutCode(source, codes);
  const marks = [...plain.matchAll(/\\[\s\S]|\$+/g)].filter(([mark]) => mark.startsWith('$'));
  const between = marks.flatMap((open, index): readonly Edit[] => {
    const close = marks[index + 1];
    if (close === undefined) return [];
    const inside = plain.slice(open.index + open[0].length, close.index);
    const end = close.index + close[0].length;
    // Dollars that are money: a formula has no blank at its ends, and no letter or digit after it.
    const isMoney =
      open[0] + close[0] === '$$' && (/^\s|\s$/.test(inside) || /[\p{L}\p{N}]/u.test(plain.charAt(end)));
    const hides = hidingCommand.test(inside) || (!isMoney && comment.test(inside));
    return hides && !/\n[ \t]*\n/.test(inside) ? [formula(open.index, end)] : [];
  });
  return [...quoted, ...between];
}

function formula(start: number, end: number): Edit {
  return { start, end, text: '[formula]', kind: 'formula' };
}

function withoutCode(source: string, codes: readonly SourceRange[]): string {
  let plain = '';
  for (const { start, end } of codes) {
    if (start < plain.length) continue;
    plain += source.slice(plain.length, start) + ' '.repeat(end - start);
  }
  return plain + source.slice(plain.length);
}

function hidesInFormula(text: string): boolean {
  return hidingCommand.test(text) || comment.test(text);
}

/** What follows `%` on a line is a comment. */
const comment = /(?<!\\)(?:\\\\)*%/;

/**
 * Commands of MathJax that leave their argument out, colour or shrink or shift it, put it over other text or give it as a hint; and
 * those by which others are made.
 */
const hidingCommand = new RegExp(
  `\\\\(?:${[
    '[hv]?phantom|smash|(?:math)?[rlc]lap|mathchoice|rule|Rule|Space|label|tag|ref|eqref|nonumber|require',
    '(?:text|define|f)?color(?:box)?|bbox|tiny|scriptscriptstyle|style|class|cssId|data|href|unicode|verb',
    '[hm]space|mspace|[hm]skip|m?kern|raise(?:box)?|lower|move(?:left|right)|vcenter|negthinspace',
    'def|gdef|let|newcommand|renewcommand|newenvironment|renewenvironment|DeclareMathOperator|begingroup|csname',
    '(?:text|math)tip|toggle|enclose|mmlToken|skew|vadjust|hfil+|hidewidth',
  ].join('|')})(?![A-Za-z])|\\\\\\\\\\[\\s*-|(?:\\\\!\\s*){4}`,
);
