import { applyEdits, type Edit } from './edit.ts';
import { countRemoved } from './removed.ts';
import type { Sanitised } from './text.ts';
import { findUnseen } from './unseen.ts';

/**
 * Code and diffs with every unseen character spelled out (`⟦U+202E⟧`), so that a change that hides behind them can be
 * reviewed. Nothing is taken away.
 */
export function revealCode(text: string): Sanitised {
  const edits = revealing(text);
  const edited = applyEdits(text, edits);
  return { text: edited.text, removed: countRemoved(edited.kinds) };
}

/** The edits that reveal, for a part of a text that starts at `offset` of the whole. */
export function revealing(text: string, offset = 0): readonly Edit[] {
  return findUnseen(text, false).map(({ start, end, kind, codePoint }) => ({
    start: start + offset,
    end: end + offset,
    kind: kind === 'escapeSequence' ? 'control' : kind,
    text: `⟦U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}⟧`,
  }));
}

/**
 * A path between quotation marks, its unseen characters as JSON escapes: one line, and read back by whoever reads JSON
 * exactly as it is.
 */
export function quotePath(path: string): string {
  const quoted = JSON.stringify(path);
  const edits = findUnseen(quoted, false).map(({ start, end }) => ({
    start,
    end,
    kind: null,
    text: [...quoted.slice(start, end)].flatMap(units).join(''),
  }));
  return applyEdits(quoted, edits).text;
}

function units(character: string): readonly string[] {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  );
}
