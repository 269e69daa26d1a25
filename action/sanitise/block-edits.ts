import type { Code, Table } from 'mdast';
import type { Edit } from './edit.ts';
import { type MarkdownParts, rangeOf } from './markdown-tree.ts';

/** Footnotes that nothing on the page leads to are not on the page. */
export function footnoteEdits({ footnotes, footnoteReferences }: MarkdownParts): readonly Edit[] {
  const reached = new Set<string>();
  const waiting: (string | null)[] = [null];
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    for (const { node, in: within } of footnoteReferences) {
      if (within !== from || reached.has(node.identifier)) continue;
      reached.add(node.identifier);
      waiting.push(node.identifier);
    }
  }
  const seen = new Set<string>();
  return footnotes.flatMap((one): readonly Edit[] => {
    const isShown = reached.has(one.identifier) && !seen.has(one.identifier);
    seen.add(one.identifier);
    return isShown ? [] : [{ ...rangeOf(one), text: '', kind: 'footnote' }];
  });
}

/** What stands behind the language of a block of code is shown nowhere. */
export function fenceEdits(source: string, fences: readonly Code[]): readonly Edit[] {
  return fences.flatMap((code): readonly Edit[] => {
    const { start, end } = rangeOf(code);
    const mark = source.charAt(start);
    if (mark !== '`' && mark !== '~') return [];
    let infoStart = start;
    while (source.charAt(infoStart) === mark) infoStart += 1;
    const newline = source.slice(infoStart, end).search(/[\r\n]/);
    const infoEnd = newline === -1 ? end : infoStart + newline;
    const language = /^[\w+#./-]{1,30}$/.test(code.lang ?? '') ? (code.lang ?? '') : '';
    const hasNote = (code.meta ?? '') !== '' || language !== (code.lang ?? '');
    return hasNote ? [{ start: infoStart, end: infoEnd, text: language, kind: 'codeNote' }] : [];
  });
}

/** A row's cells beyond those of the head are left out of the page. */
export function cellEdits(tables: readonly Table[]): readonly Edit[] {
  return tables.flatMap(({ children: rows, align }) =>
    rows.flatMap(({ children: cells }) =>
      cells
        .slice(align?.length ?? cells.length)
        .map((cell): Edit => ({ ...rangeOf(cell), text: '', kind: 'cell' })),
    ),
  );
}
