import type { MarkedToken, Token, Tokens } from 'marked';
import { decodeEntities } from './entities.ts';
import { lexMarkdown } from './lex-markdown.ts';
import { safeHref } from './safe-link.ts';

export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em' | 'del'; readonly inside: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly inside: readonly Inline[] }
  | { readonly kind: 'break' };

export type Block =
  | { readonly kind: 'paragraph'; readonly inside: readonly Inline[] }
  | { readonly kind: 'heading'; readonly depth: number; readonly inside: readonly Inline[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly Item[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly kind: 'rule' };

export interface Item {
  /** Null: it is no task. */
  readonly isDone: boolean | null;
  readonly blocks: readonly Block[];
}

/** What is nested deeper is shown as it is written. */
const mostDepth = 12;

/** Markdown as a tree that has no HTML, no image, and links to web pages alone: what else there is stands as text. */
export function markdownTree(text: string): readonly Block[] {
  const tokens = lexMarkdown(text);
  return tokens === null ? asWritten(text) : blocksOf(tokens, 0);
}

const asWritten = (text: string): readonly Block[] => [{ kind: 'code', language: '', text }];

function blocksOf(tokens: readonly Token[], depth: number): readonly Block[] {
  return tokens.flatMap((token) =>
    depth > mostDepth ? asWritten(token.raw) : blockOf(token as MarkedToken, depth + 1),
  );
}

function blockOf(token: MarkedToken, depth: number): readonly Block[] {
  switch (token.type) {
    case 'space':
    case 'def':
    case 'checkbox':
      return [];
    case 'hr':
      return [{ kind: 'rule' }];
    case 'heading':
      return [{ kind: 'heading', depth: token.depth, inside: inlines(token.tokens, depth) }];
    case 'code':
      return [{ kind: 'code', language: token.lang ?? '', text: token.text }];
    case 'blockquote':
      return [{ kind: 'quote', blocks: blocksOf(token.tokens, depth) }];
    case 'list':
      return [listOf(token, depth)];
    case 'table':
      return [tableOf(token, depth)];
    case 'paragraph':
    case 'text':
      return [{ kind: 'paragraph', inside: inlines(token.tokens ?? [token], depth) }];
    default:
      return [{ kind: 'paragraph', inside: [{ kind: 'text', text: token.raw.trimEnd() }] }];
  }
}

function listOf({ ordered, start, items }: Tokens.List, depth: number): Block {
  return {
    kind: 'list',
    start: ordered ? Number(start) || 1 : null,
    items: items.map(({ task, checked, tokens }) => ({
      isDone: task ? checked === true : null,
      blocks: blocksOf(tokens, depth),
    })),
  };
}

function tableOf({ header, rows }: Tokens.Table, depth: number): Block {
  return {
    kind: 'table',
    rows: [header, ...rows].map((row) => row.map((cell) => inlines(cell.tokens, depth))),
  };
}

function inlines(tokens: readonly Token[], depth: number): readonly Inline[] {
  return tokens.flatMap((token) =>
    depth > mostDepth
      ? [{ kind: 'text' as const, text: token.raw }]
      : inlineOf(token as MarkedToken, depth + 1),
  );
}

function inlineOf(token: MarkedToken, depth: number): readonly Inline[] {
  switch (token.type) {
    case 'checkbox':
      return [];
    case 'br':
      return [{ kind: 'break' }];
    case 'codespan':
      return [{ kind: 'code', text: token.text }];
    case 'strong':
    case 'em':
    case 'del':
      return [{ kind: token.type, inside: inlines(token.tokens, depth) }];
    case 'link':
      return linked(token.href, inlines(token.tokens, depth));
    case 'image':
      return linked(token.href, [{ kind: 'text', text: `Image: ${token.text || 'without a title'}` }]);
    case 'escape':
      return [{ kind: 'text', text: token.text }];
    case 'text':
      return token.tokens === undefined
        ? [{ kind: 'text', text: decodeEntities(token.text) }]
        : inlines(token.tokens, depth);
    default:
      return [{ kind: 'text', text: token.raw }];
  }
}

/** A link that leads to no web page is its text, and where it would have led. */
function linked(address: string, inside: readonly Inline[]): readonly Inline[] {
  const href = safeHref(address);
  if (href !== null) return [{ kind: 'link', href, inside }];
  return [...inside, { kind: 'text', text: ` (${address})` }];
}
