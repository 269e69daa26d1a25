import { type DecodedText, decodeText, type SourceRange } from './decoded-text.ts';
import type { Edit } from './edit.ts';
import { findUnseen } from './unseen.ts';

/** A paragraph, heading or cell: its text, which marks of emphasis and code may interrupt. */
export interface TextBlock {
  readonly texts: readonly SourceRange[];
  readonly end: number;
}

/**
 * Comments and unseen characters that are written as character references or with backslashes. Such a comment is shown on
 * the page, as text; whoever decodes it once more, and a model does, reads what was meant to look like one. One that is
 * left open reaches to the end of its paragraph.
 */
export function encodedEdits(source: string, { texts, end }: TextBlock): readonly Edit[] {
  const decoded = decodeText(source, texts, 'markdown');
  return [...comments(decoded, end), ...references(decoded)];
}

/** The same in a block of HTML, in which a comment that is not encoded is found by reading the HTML. */
export function encodedHtmlEdits(source: string, range: SourceRange): readonly Edit[] {
  const decoded = decodeText(source, [range], 'html');
  const encoded = comments(decoded, range.end).filter(({ start }) => source.charAt(start) === '&');
  return [...encoded, ...references(decoded)];
}

function comments({ text, starts, ends }: DecodedText, blockEnd: number): readonly Edit[] {
  const edits: Edit[] = [];
  for (let open = text.indexOf('<!--'); open !== -1; ) {
    const close = text.indexOf('-->', open + 2);
    const end = close === -1 ? blockEnd : (ends[close + 2] ?? blockEnd);
    edits.push({ start: starts[open] ?? blockEnd, end, text: '', kind: 'comment' });
    open = close === -1 ? -1 : text.indexOf('<!--', close + 3);
  }
  return edits;
}

function references({ text, starts, ends }: DecodedText): readonly Edit[] {
  return findUnseen(text, false).flatMap((unseen) => {
    const start = starts[unseen.start] ?? 0;
    const end = ends[unseen.end - 1] ?? start;
    // What is not written as a reference is taken out with all others of the text.
    if (end - start <= 2) return [];
    return [
      { start, end, text: unseen.instead, kind: unseen.kind === 'escapeSequence' ? 'control' : unseen.kind },
    ];
  });
}
