import type {
  Code,
  Definition,
  FootnoteDefinition,
  FootnoteReference,
  Image,
  ImageReference,
  Link,
  LinkReference,
  Nodes,
  Parents,
  Root,
  Table,
} from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { SourceRange } from './decoded-text.ts';
import type { TextBlock } from './encoded-edits.ts';
import type { HtmlPiece } from './html-stream.ts';

/** The parts of a Markdown text that can hold what is not seen, in the order of the text. */
export interface MarkdownParts {
  readonly html: readonly HtmlPiece[];
  readonly blocks: readonly TextBlock[];
  /** Blocks and spans of code, with their marks. */
  readonly code: readonly SourceRange[];
  readonly fences: readonly Code[];
  readonly links: readonly (Link | LinkReference)[];
  readonly images: readonly (Image | ImageReference)[];
  readonly definitions: readonly Definition[];
  readonly footnotes: readonly FootnoteDefinition[];
  readonly footnoteReferences: readonly { readonly node: FootnoteReference; readonly in: string | null }[];
  readonly tables: readonly Table[];
}

export function rangeOf(node: Nodes): SourceRange {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

export function readMarkdown(source: string): MarkdownParts {
  const root: Root = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const parts = {
    html: [] as HtmlPiece[],
    blocks: [] as TextBlock[],
    code: [] as SourceRange[],
    fences: [] as Code[],
    links: [] as (Link | LinkReference)[],
    images: [] as (Image | ImageReference)[],
    definitions: [] as Definition[],
    footnotes: [] as FootnoteDefinition[],
    footnoteReferences: [] as { node: FootnoteReference; in: string | null }[],
    tables: [] as Table[],
  };
  gather(root, { parts, block: null, footnote: null, parentEnd: null });
  return parts;
}

interface Place {
  readonly parts: { [Name in keyof MarkdownParts]: MarkdownParts[Name][number][] };
  /** The paragraph, heading or cell around. */
  readonly block: { readonly texts: SourceRange[]; readonly end: number } | null;
  /** The footnote around. */
  readonly footnote: string | null;
  /** Where the innermost paragraph, quote or list item ends. */
  readonly parentEnd: number | null;
}

function gather(node: Nodes, place: Place): void {
  const { parts, block, footnote, parentEnd } = place;
  switch (node.type) {
    case 'text':
      block?.texts.push(rangeOf(node));
      return;
    case 'html':
      parts.html.push({ html: node.value, ...rangeOf(node), isBlock: block === null, parentEnd });
      return;
    case 'code':
      parts.fences.push(node);
      parts.code.push(rangeOf(node));
      return;
    case 'inlineCode':
      parts.code.push(rangeOf(node));
      return;
    case 'image':
    case 'imageReference':
      parts.images.push(node);
      return;
    case 'definition':
      parts.definitions.push(node);
      return;
    case 'footnoteReference':
      parts.footnoteReferences.push({ node, in: footnote });
      return;
    default:
      if ('children' in node) gatherWithin(node, place);
  }
}

function gatherWithin(node: Parents, place: Place): void {
  const { parts } = place;
  const { end } = rangeOf(node);
  let within = node.type === 'root' ? place : { ...place, parentEnd: place.block?.end ?? end };
  if (node.type === 'link' || node.type === 'linkReference') parts.links.push(node);
  else if (node.type === 'table') parts.tables.push(node);
  else if (node.type === 'footnoteDefinition') {
    parts.footnotes.push(node);
    within = { ...within, footnote: node.identifier };
  } else if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') {
    const block = { texts: [], end };
    parts.blocks.push(block);
    within = { ...within, block };
  }
  for (const child of node.children) gather(child, within);
}
