import { isCostly } from '../render/parsing-cost.ts';
import { withoutBlankRuns } from './blank-lines.ts';
import { cellEdits, fenceEdits, footnoteEdits } from './block-edits.ts';
import { revealing } from './code.ts';
import type { SourceRange } from './decoded-text.ts';
import { drawingEdits, formulaEdits } from './drawing-edits.ts';
import { applyEdits, type Edit } from './edit.ts';
import { encodedEdits, encodedHtmlEdits } from './encoded-edits.ts';
import { htmlEdits } from './html-edits.ts';
import { linkEdits } from './link-edits.ts';
import { readMarkdown } from './markdown-tree.ts';
import { addRemoved, countRemoved, type Removed } from './removed.ts';
import type { Sanitised } from './text.ts';
import { findUnseen } from './unseen.ts';

/** The parser looks back over all of them for an open bracket, each time: 10,000 take a second. */
const MOST_ESCAPES = 2000;

const unparsed: Sanitised = { text: '', removed: { unparsed: 1 } };

/** What is taken out can leave something that has to be taken out, put together so on purpose. Ordinary texts need two. */
const MOST_ROUNDS = 6;

/**
 * Markdown as GitHub shows it (descriptions, comments), as source, with what its page does not show taken out or made
 * visible. What is seen stays byte for byte; in code, unseen characters are spelled out. A text that would take long to parse,
 * or changes without end, is empty, and counted: nobody could say what of it is seen. Sanitising twice changes nothing more.
 */
export function sanitiseMarkdown(text: string): Sanitised {
  if (text.split('\\').length > MOST_ESCAPES) return unparsed;
  let current = isCostly(text) ? withoutBlankRuns(text) : text;
  let removed: Removed = {};
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const edits = isCostly(current) ? null : editsFor(current);
    if (edits === null) return unparsed;
    const edited = applyEdits(current, edits);
    removed = addRemoved(removed, countRemoved(edited.kinds));
    if (edited.text === current) return { text: current, removed };
    current = edited.text;
  }
  return unparsed;
}

/** Null where the parser gives up: its stack is exhausted by what nests in ways not foreseen. */
function editsFor(source: string): readonly Edit[] | null {
  try {
    const parts = readMarkdown(source);
    const blocksOfHtml = parts.html.filter(({ isBlock }) => isBlock);
    return [
      ...unseenEdits(source, parts.code),
      ...parts.blocks.flatMap((block) => encodedEdits(source, block)),
      ...blocksOfHtml.flatMap((block) => encodedHtmlEdits(source, block)),
      ...htmlEdits(source, parts.html),
      ...linkEdits(source, parts),
      ...footnoteEdits(parts),
      ...fenceEdits(source, parts.fences),
      ...drawingEdits(source, parts.fences),
      ...formulaEdits(source, parts.code),
      ...cellEdits(parts.tables),
    ];
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function unseenEdits(source: string, code: readonly SourceRange[]): readonly Edit[] {
  const isInCode = new Uint8Array(source.length);
  for (const { start, end } of code) isInCode.fill(1, start, end);
  const outside = findUnseen(source, true).filter(({ start }) => isInCode[start] !== 1);
  return [
    ...outside.map(({ start, end, kind, instead }): Edit => ({ start, end, kind, text: instead })),
    ...code.flatMap(({ start, end }) => revealing(source.slice(start, end), start)),
  ];
}
