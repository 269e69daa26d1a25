import { posix } from 'node:path';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

/** `@path` after white space, as Claude Code reads it; a blank in a path is written `\ `. */
const importMark = /(?<=^|\s)@((?:\\ |[^\s\\])+)/g;

/** The targets that a Markdown text imports, in its order, as written. What stands in code or in HTML is no import. */
export function importsOf(text: string): readonly string[] {
  const plain = [...blankedRanges(fromMarkdown(text))].reduce(
    (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  );
  const targets = [...plain.matchAll(importMark)].map(([, target = '']) => target.replaceAll('\\ ', ' '));
  return [...new Set(targets)];
}

function* blankedRanges(root: Nodes): Generator<{ readonly start: number; readonly end: number }> {
  // A loop, not a recursion: quotes and lists can nest deeper than the stack.
  const waiting: Nodes[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'code' || node.type === 'inlineCode' || node.type === 'html') {
      const { start, end } = node.position ?? {};
      yield { start: start?.offset ?? 0, end: end?.offset ?? 0 };
    } else if ('children' in node) waiting.push(...node.children);
  }
}

export type ImportPlace =
  | { readonly kind: 'inside'; readonly paths: readonly string[] }
  | { readonly kind: 'outside' };

/**
 * Where an import of the file `from` leads, as paths from the root of the repository, likeliest first: a sentence may
 * go on after the path. Outside is whatever is absolute, in a home, or above the root.
 */
export function placeOfImport(from: string, target: string): ImportPlace {
  const plain = target.replace(/#.*$/, '');
  if (/^(?:[/\\~]|[A-Za-z]:)/.test(plain) || plain.includes('\0') || plain.includes('\\'))
    return { kind: 'outside' };
  const written = [...new Set([plain, plain.replace(/[.,;:!?)\]}'"]+$/, '')])].filter((one) => one !== '');
  const paths = written.map((one) => posix.join(posix.dirname(from), one));
  if (paths.some((path) => path === '..' || path.startsWith('../'))) return { kind: 'outside' };
  return { kind: 'inside', paths };
}
