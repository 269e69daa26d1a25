import type { Definition, Image, ImageReference, Link, LinkReference } from 'mdast';
import type { Edit } from './edit.ts';
import { type MarkdownParts, rangeOf } from './markdown-tree.ts';
import { imageKind, imageText, isPlainTarget } from './target.ts';

/** Targets that are moved from definitions into links together take at most this: one definition may serve thousands. */
const MOST_MOVED_CHARS = 10_000;

interface Target {
  readonly url: string;
  readonly hasTitle: boolean;
}

/**
 * Images become their description, which then can be seen; links lose their titles, and targets that are no plain address;
 * a label that the reader does not see gives way to what it stands for; definitions that no link on the page names go.
 */
export function linkEdits(source: string, { links, images, definitions }: MarkdownParts): readonly Edit[] {
  const first = new Map<string, Definition>();
  for (const one of definitions) if (!first.has(one.identifier)) first.set(one.identifier, one);
  const named = new Set(
    [...links, ...images].flatMap((node) => ('identifier' in node ? [node.identifier] : [])),
  );
  const standing = new Set<string>();
  let room = MOST_MOVED_CHARS;
  const edits = links.flatMap((link) => {
    const target = targetOf(link, first);
    if (target === null) return [];
    if (staysAsItIs(link, target)) {
      if (link.type === 'linkReference') standing.add(link.identifier);
      return [];
    }
    if (link.type === 'linkReference') room -= target.url.length;
    return changedLink(source, link, room < 0 ? { ...target, url: '' } : target);
  });
  return [
    ...edits,
    ...images.map(shownImage),
    ...definitions.flatMap((one): readonly Edit[] => {
      if (first.get(one.identifier) === one && standing.has(one.identifier)) return [];
      const isUsed = first.get(one.identifier) === one && named.has(one.identifier);
      return [{ ...rangeOf(one), text: '', kind: isUsed ? null : 'definition' }];
    }),
  ];
}

function targetOf(link: Link | LinkReference, definitions: ReadonlyMap<string, Definition>): Target | null {
  const node = link.type === 'link' ? link : definitions.get(link.identifier);
  return node === undefined ? null : { url: node.url, hasTitle: typeof node.title === 'string' };
}

function staysAsItIs(link: Link | LinkReference, { url, hasTitle }: Target): boolean {
  const { start } = rangeOf(link);
  const [child] = link.children;
  // An address in its own right, which the page shows.
  if (link.type === 'link' && child !== undefined && child.type === 'text' && isBare(link, start))
    return true;
  return (
    !hasTitle &&
    isPlainTarget(url) &&
    !isEmpty(link) &&
    (link.type === 'link' || link.referenceType !== 'full')
  );
}

function isBare(link: Link, start: number): boolean {
  const [child] = link.children;
  // `[` and `]` around the text are what tells the two apart: `<` is one character before, and one after.
  const end = rangeOf(link).end;
  if (child === undefined || link.children.length !== 1) return false;
  const range = rangeOf(child);
  return end - range.end <= 1 && range.start - start <= 1;
}

function isEmpty(link: Link | LinkReference): boolean {
  return link.children.every((child) => child.type === 'text' && child.value.trim() === '');
}

function changedLink(source: string, link: Link | LinkReference, { url, hasTitle }: Target): readonly Edit[] {
  const { start, end } = rangeOf(link);
  const last = link.children.at(-1);
  if (last === undefined || isEmpty(link)) return [{ start, end, text: '', kind: 'target' }];
  const tail = { start: rangeOf(last).end, end };
  if (!isPlainTarget(url) || url === '')
    return [
      { start, end: start + 1, text: '', kind: 'target' },
      { ...tail, text: '', kind: null },
    ];
  const text = `](${written(url)})`;
  if (text === source.slice(tail.start, tail.end)) return [];
  return [{ ...tail, text, kind: hasTitle ? 'title' : null }];
}

/** Parentheses may end a target, and what looks like a character reference is one. */
function written(url: string): string {
  const safe = url.replaceAll(/&(?=#?\w+;)/g, '&amp;');
  return /[()*_[\]]/.test(safe) || safe === '' ? `<${safe}>` : safe;
}

function shownImage(image: Image | ImageReference): Edit {
  const hasTitle = image.type === 'image' && typeof image.title === 'string';
  const text = imageText(image.alt ?? '');
  return { ...rangeOf(image), text, kind: hasTitle ? 'title' : imageKind(text) };
}
